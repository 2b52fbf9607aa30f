package io.github.twscache.autoconfigure;

import java.time.Duration;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.TtlPolicy;
import io.github.twscache.spring.TwsCacheManager;
import io.github.twscache.spring.loading.LoadingCacheInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.cache.interceptor.SimpleCacheErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TwsCacheLoadingAutoConfiguration}: which interceptor is in force.
 */
@ExtendWith(OutputCaptureExtension.class)
class TwsCacheLoadingAutoConfigurationTests {

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class, TwsCacheManagerAutoConfiguration.class,
				TwsCacheLoadingAutoConfiguration.class, TwsCacheAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.bare.withUserConfiguration(Caching.class);

	@Test
	void springsInterceptorIsReplacedWhereverItIsUsed(CapturedOutput output) {
		this.runner.run((context) -> {
			LoadingCacheInterceptor interceptor = context.getBean(LoadingCacheInterceptor.class);
			assertThat(context.getBean(CacheInterceptor.class)).isSameAs(interceptor);
			Greetings greetings = context.getBean(Greetings.class);
			assertThat(((Advised) greetings).getAdvisors())
				.anySatisfy((advisor) -> assertThat(advisor.getAdvice()).isSameAs(interceptor));
			assertThat(greetings.greet("a")).isSameAs(greetings.greet("a"));
			assertThat(output).doesNotContain("is not eligible for getting processed");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tws.cache.single-flight=off", "tws.cache.single-flight=OFF",
			"tws.cache.single-flight=false", "tws.cache.enabled=false" })
	void switchedOffNothingIsTouched(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(LoadingInterceptorInstaller.class)
				.getBean(CacheInterceptor.class)
				.isExactlyInstanceOf(CacheInterceptor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tws.cache.caches.jobs.single-flight=auto", "tws.cache.caches.jobs.singleFlight=AUTO",
			"tws.cache.caches[job.streams].single-flight=auto" })
	void switchedOnForOneCacheItIsThere(String property) {
		this.runner.withPropertyValues("tws.cache.single-flight=off", property)
			.run((context) -> assertThat(context).hasSingleBean(LoadingCacheInterceptor.class));
	}

	@Test
	void switchedOffForOneCacheToo() {
		this.runner.withPropertyValues("tws.cache.single-flight=off", "tws.cache.caches.jobs.single-flight=off")
			.run((context) -> assertThat(context).doesNotHaveBean(LoadingCacheInterceptor.class));
	}

	@Test
	void nothingWithoutEnableCaching() {
		this.bare.run((context) -> assertThat(context).doesNotHaveBean(LoadingInterceptorInstaller.class));
	}

	@Test
	void thereForAManagerOfTheUsersOwn() {
		this.runner.withPropertyValues("spring.cache.type=simple")
			.run((context) -> assertThat(context).hasSingleBean(LoadingCacheInterceptor.class));
	}

	@Test
	void whatACachingConfigurerSaysIsHeeded() {
		this.runner.withUserConfiguration(Configured.class).run((context) -> {
			LoadingCacheInterceptor interceptor = context.getBean(LoadingCacheInterceptor.class);
			Configured configured = context.getBean(Configured.class);
			assertThat(interceptor.getErrorHandler()).extracting("handler").isSameAs(configured.errorHandler);
			assertThat(interceptor.getKeyGenerator()).isSameAs(configured.keyGenerator);
			context.getBean(Greetings.class).greet("a");
			Cache cache = context.getBean(TwsCacheManager.class).getCache("greetings");
			assertThat(cache.get("own key")).isNotNull();
		});
	}

	@Test
	void interceptorOfTheUsersOwnClassStays() {
		this.runner.withUserConfiguration(OwnClass.class)
			.withAllowBeanDefinitionOverriding(true)
			.run((context) -> assertThat(context.getBean(CacheInterceptor.class)).isInstanceOf(OwnInterceptor.class));
	}

	@Test
	void secondInterceptorThatTheApplicationDefinesStays() {
		this.runner.withUserConfiguration(SecondInterceptor.class).run((context) -> {
			assertThat(context.getBean("second")).isExactlyInstanceOf(CacheInterceptor.class);
			assertThat(context.getBean("cacheInterceptor")).isExactlyInstanceOf(LoadingCacheInterceptor.class);
		});
	}

	@Test
	void closedCacheIsAnErrorOfTheCacheAsItIsToSpring() {
		this.runner.withUserConfiguration(Lenient.class).run((context) -> {
			Greetings greetings = context.getBean(Greetings.class);
			// So that the cache is there: none is made in a closed hierarchy.
			greetings.greet("before");
			context.getBean(CacheHierarchy.class).close();
			assertThat(greetings.greet("a")).isEqualTo("Hello a");
			assertThat(context.getBean(Lenient.class).errors).isEqualTo(2);
		});
	}

	@Test
	void ttlPolicyThatFailsIsNotFeltByAnAnnotatedMethod() {
		this.runner.withUserConfiguration(FailingPolicy.class).withBean(FakeTicker.class).run((context) -> {
			Greetings greetings = context.getBean(Greetings.class);
			NamedCache<Object, Object> cache = context.getBean(CacheHierarchy.class).cache("greetings");
			for (String name : new String[] { "null", "negative", "throws" }) {
				assertThat(greetings.greet(name)).isEqualTo("Hello " + name).isSameAs(greetings.greet(name));
				assertThat(cache.inspect(name).orElseThrow().remaining()).isEqualTo(cache.settings().ttl());
			}
			assertThat(cache.metrics().ttlPolicyFailures()).isGreaterThanOrEqualTo(3);
		});
	}

	/**
	 * A service that caches.
	 */
	public static class Greetings {

		@Cacheable("greetings")
		public String greet(String name) {
			return new String("Hello " + name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean
		Greetings greetings() {
			return new Greetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingPolicy {

		@Bean
		TtlPolicy<Object, Object> failingPolicy() {
			return (key, value) -> switch (String.valueOf(key)) {
				case "null" -> null;
				case "negative" -> Duration.ofSeconds(-1);
				default -> throw new IllegalStateException("no time to live");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Configured implements CachingConfigurer {

		private final CacheErrorHandler errorHandler = new SimpleCacheErrorHandler();

		private final KeyGenerator keyGenerator = (target, method, arguments) -> "own key";

		@Override
		public CacheErrorHandler errorHandler() {
			return this.errorHandler;
		}

		@Override
		public KeyGenerator keyGenerator() {
			return this.keyGenerator;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lenient implements CachingConfigurer {

		private int errors;

		@Override
		public CacheErrorHandler errorHandler() {
			return new CacheErrorHandler() {

				@Override
				public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
					Lenient.this.errors++;
				}

				@Override
				public void handleCachePutError(RuntimeException exception, Cache cache, Object key, Object value) {
					Lenient.this.errors++;
				}

				@Override
				public void handleCacheEvictError(RuntimeException exception, Cache cache, Object key) {
					throw exception;
				}

				@Override
				public void handleCacheClearError(RuntimeException exception, Cache cache) {
					throw exception;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClass {

		@Bean
		CacheInterceptor cacheInterceptor(CacheOperationSource source) {
			OwnInterceptor interceptor = new OwnInterceptor();
			interceptor.setCacheOperationSource(source);
			return interceptor;
		}

	}

	@SuppressWarnings("serial")
	private static final class OwnInterceptor extends CacheInterceptor {

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondInterceptor {

		@Bean(defaultCandidate = false)
		CacheInterceptor second(CacheOperationSource source) {
			CacheInterceptor interceptor = new CacheInterceptor();
			interceptor.setCacheOperationSource(source);
			return interceptor;
		}

	}

}
