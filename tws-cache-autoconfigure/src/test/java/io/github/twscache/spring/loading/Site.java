package io.github.twscache.spring.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.autoconfigure.TwsCacheAutoConfiguration;
import io.github.twscache.autoconfigure.TwsCacheLoadingAutoConfiguration;
import io.github.twscache.autoconfigure.TwsCacheManagerAutoConfiguration;
import io.github.twscache.spring.TwsCacheManager;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleCacheErrorHandler;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that caches, with single flight or without.
 */
final class Site implements AutoCloseable {

	private static final String[] CACHES = { "tws.cache.caches.springs.single-flight=off",
			"tws.cache.caches.aware.transaction-aware=true", "tws.cache.caches.strict.allow-null-values=false" };

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final TransactionTemplate transaction = new TransactionTemplate(new BareTransactionManager());

	Site(String... properties) {
		TestPropertyValues.of(CACHES).and(properties).applyTo(this.context);
		this.context.register(Application.class, TwsCacheAutoConfiguration.class,
				TwsCacheManagerAutoConfiguration.class, TwsCacheLoadingAutoConfiguration.class);
		this.context.refresh();
	}

	/** An application in which Spring's own interceptor is in force, or ours. */
	static Site with(boolean singleFlight) {
		Site site = new Site("tws.cache.single-flight=" + (singleFlight ? "auto" : "off"));
		assertThat(site.context.getBean(CacheInterceptor.class))
			.isExactlyInstanceOf(singleFlight ? LoadingCacheInterceptor.class : CacheInterceptor.class);
		return site;
	}

	Work work() {
		return this.context.getBean(Work.class);
	}

	Jobs jobs() {
		return this.context.getBean(Jobs.class);
	}

	Jobs nightJobs() {
		return this.context.getBean(NightJobs.class);
	}

	Plans nightPlans() {
		return this.context.getBean("nightPlans", Plans.class);
	}

	ToldErrors errors() {
		return this.context.getBean(ToldErrors.class);
	}

	AsyncJobs asyncJobs() {
		return this.context.getBean(AsyncJobs.class);
	}

	Plans plans() {
		return this.context.getBean(Plans.class);
	}

	FakeTicker ticker() {
		return this.context.getBean(FakeTicker.class);
	}

	CacheHierarchy hierarchy() {
		return this.context.getBean("cacheHierarchy", CacheHierarchy.class);
	}

	NamedCache<Object, Object> named(String cache) {
		return hierarchy().cache(cache);
	}

	Cache cache(String name) {
		Cache cache = this.context.getBean("cacheManager", TwsCacheManager.class).getCache(name);
		assertThat(cache).as(name).isNotNull();
		return cache;
	}

	@Nullable Object inTransaction(Action action) throws Exception {
		try {
			return this.transaction.execute((status) -> {
				try {
					return action.run();
				}
				catch (Exception ex) {
					throw new Undeclared(ex);
				}
			});
		}
		catch (Undeclared ex) {
			throw (Exception) ex.getCause();
		}
	}

	/** Gives what a method's result stands for. */
	static @Nullable Object resolve(@Nullable Object result) throws Exception {
		if (result instanceof Optional<?> optional) {
			return optional.map((value) -> "present " + value).orElse("empty");
		}
		if (result instanceof CompletionStage<?> stage) {
			try {
				return stage.toCompletableFuture().get();
			}
			catch (ExecutionException ex) {
				throw (ex.getCause() instanceof Exception cause) ? cause : ex;
			}
		}
		if (result instanceof Mono<?> mono) {
			return resolve(mono.toFuture());
		}
		return (result instanceof Flux<?> flux) ? resolve(flux.collectList().toFuture()) : result;
	}

	/** Lists all that is cached, by any manager of the application. */
	List<String> contents() {
		List<String> contents = new ArrayList<>();
		this.context.getBeansOfType(CacheManager.class).forEach((bean, manager) -> {
			Collection<String> names = manager.getCacheNames();
			names.stream()
				.sorted()
				.forEach((name) -> contents(manager.getCache(name))
					.forEach((key, value) -> contents.add(bean + "/" + name + "/" + key + "=" + value)));
		});
		return contents;
	}

	private static Map<String, Object> contents(Cache cache) {
		Map<String, Object> sorted = new TreeMap<>();
		if (cache.getNativeCache() instanceof NamedCache<?, ?> named) {
			named.keys().forEach((key) -> sorted.put(String.valueOf(key), String.valueOf(cache.get(key))));
		}
		else if (cache.getNativeCache() instanceof Map<?, ?> map) {
			map.forEach((key, value) -> sorted.put(String.valueOf(key), String.valueOf(value)));
		}
		return sorted;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What is done in a transaction.
	 */
	interface Action {

		@Nullable Object run() throws Exception;

	}

	private static final class Undeclared extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Undeclared(Exception cause) {
			super(cause);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Application {

		@Bean
		FakeTicker ticker() {
			return new FakeTicker();
		}

		@Bean
		Work work() {
			return new Work();
		}

		@Bean
		Jobs jobs(Work work) {
			return new Jobs(work);
		}

		@Bean(defaultCandidate = false)
		NightJobs nightJobs(Work work) {
			return new NightJobs(work);
		}

		@Bean
		AsyncJobs asyncJobs(Work work) {
			return new AsyncJobs(work);
		}

		@Bean
		Plans plans(Work work) {
			return new StoredPlans(work);
		}

		@Bean(defaultCandidate = false)
		Plans nightPlans(Work work) {
			return new NightPlans(work);
		}

		@Bean
		ToldErrors errors() {
			return new ToldErrors();
		}

		@Bean
		KeyGenerator ownKeys() {
			return (target, method, arguments) -> target.getClass().getSimpleName() + "." + method.getName() + " of "
					+ arguments[0];
		}

		@Bean
		CacheResolver ownCaches(BeanFactory beans) {
			return (invocation) -> {
				String name = (invocation.getTarget() instanceof Jobs) ? "resolved" : "resolved for another";
				return List.of(beans.getBean("cacheManager", CacheManager.class).getCache(name));
			};
		}

		@Bean(defaultCandidate = false)
		SecondManager secondManager() {
			return new SecondManager();
		}

		@Bean(defaultCandidate = false)
		CacheManager othersManager() {
			return new ConcurrentMapCacheManager();
		}

	}

	static class NightJobs extends Jobs {

		NightJobs(Work work) {
			super(work);
		}

	}

	static final class NightPlans extends StoredPlans {

		NightPlans(Work work) {
			super(work);
		}

	}

	/** Writes the failed look-ups down, and has them fail. */
	static final class ToldErrors extends SimpleCacheErrorHandler implements CachingConfigurer {

		final List<Cache> caches = new CopyOnWriteArrayList<>();

		@Override
		public CacheErrorHandler errorHandler() {
			return this;
		}

		@Override
		public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
			this.caches.add(cache);
			super.handleCacheGetError(exception, cache, key);
		}

	}

	private static final class SecondManager extends TwsCacheManager implements AutoCloseable {

		SecondManager() {
			super(CacheHierarchy.builder().build());
		}

		@Override
		public void close() {
			getHierarchy().close();
		}

	}

}
