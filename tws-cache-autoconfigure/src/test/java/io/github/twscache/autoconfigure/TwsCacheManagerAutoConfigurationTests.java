package io.github.twscache.autoconfigure;

import java.util.List;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.spring.TwsCache;
import io.github.twscache.spring.TwsCacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TwsCacheManagerAutoConfiguration} beside Spring Boot's own, with
 * Caffeine on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class TwsCacheManagerAutoConfigurationTests {

	private final ApplicationContextRunner bare = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(CacheAutoConfiguration.class, TwsCacheManagerAutoConfiguration.class, TwsCacheAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.bare.withUserConfiguration(Caching.class);

	@Test
	void cacheManagerIsThereInSteadOfBootsOwn() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(CacheManager.class).hasBean("cacheManager");
			TwsCacheManager manager = context.getBean(TwsCacheManager.class);
			assertThat(manager.getHierarchy()).isSameAs(context.getBean(CacheHierarchy.class));
			assertThat(manager.getCache("jobs")).isInstanceOf(TwsCache.class);
			assertThat(manager.getCache("jobs").getNativeCache()).isInstanceOf(NamedCache.class);
			assertThat(manager.getCacheNames()).containsExactly("jobs");
		});
	}

	@Test
	void orderDoesNotHangOnTheNamesOfPackages() {
		AutoConfiguration order = TwsCacheManagerAutoConfiguration.class.getAnnotation(AutoConfiguration.class);
		assertThat(order.before()).contains(CacheAutoConfiguration.class);
		assertThat(order.after()).contains(TwsCacheAutoConfiguration.class);
	}

	@Test
	void cacheManagerNeedsEnableCaching() {
		this.bare.run((context) -> assertThat(context).hasSingleBean(CacheHierarchy.class)
			.doesNotHaveBean(CacheManager.class));
	}

	@Test
	void cacheManagerNeedsSpringBootsCacheModule() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TwsCacheAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.cache"))
			.withUserConfiguration(UserManager.class)
			.run((context) -> assertThat(context).hasSingleBean(CacheHierarchy.class));
	}

	@Test
	void disabledLeavesItToBoot() {
		this.runner.withPropertyValues("tws.cache.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(CacheHierarchy.class);
			assertThat(context.getBean(CacheManager.class)).isInstanceOf(CaffeineCacheManager.class);
		});
	}

	@Test
	void disabledHoldsBesideAUsersHierarchyToo() {
		this.runner.withPropertyValues("tws.cache.enabled=false")
			.withBean(CacheHierarchy.class, () -> CacheHierarchy.builder().build())
			.run((context) -> assertThat(context).doesNotHaveBean(TwsCacheManager.class));
	}

	@Test
	void usersHierarchyIsUsed() {
		this.runner.withBean("mine", CacheHierarchy.class, () -> CacheHierarchy.builder().numShards(2).build())
			.run((context) -> assertThat(context.getBean(TwsCacheManager.class).getHierarchy().numShards())
				.isEqualTo(2));
	}

	@Test
	void usersCacheManagerWins() {
		this.runner.withUserConfiguration(UserManager.class)
			.run((context) -> assertThat(context).hasSingleBean(CacheManager.class)
				.hasBean("mine")
				.hasSingleBean(CacheHierarchy.class));
	}

	@Test
	void usersCacheBeansWin() {
		this.runner.withUserConfiguration(UserCache.class).run((context) -> {
			assertThat(context).doesNotHaveBean(TwsCacheManager.class);
			assertThat(context.getBean(CacheManager.class).getCache("mine")).isSameAs(context.getBean(Cache.class));
		});
	}

	@Test
	void usersCacheResolverWins() {
		this.runner.withUserConfiguration(UserResolver.class)
			.run((context) -> assertThat(context).doesNotHaveBean(CacheManager.class));
	}

	@Test
	void cacheManagerThatIsNoDefaultCandidateIsNoReasonToBackOff() {
		this.runner.withUserConfiguration(SpecialManager.class)
			.run((context) -> assertThat(context).hasSingleBean(TwsCacheManager.class).hasBean("special"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "NONE", "simple", "caffeine" })
	void explicitTypeIsLeftToBoot(String type) {
		this.runner.withPropertyValues("spring.cache.type=" + type).run((context) -> {
			assertThat(context).doesNotHaveBean(TwsCacheManager.class).hasSingleBean(CacheHierarchy.class);
			assertThat(context.getBean(CacheManager.class)).isInstanceOf(switch (type) {
				case "simple" -> ConcurrentMapCacheManager.class;
				case "caffeine" -> CaffeineCacheManager.class;
				default -> NoOpCacheManager.class;
			});
		});
	}

	@Test
	void blankTypeIsNoType() {
		this.runner.withPropertyValues("spring.cache.type=")
			.run((context) -> assertThat(context).hasSingleBean(TwsCacheManager.class));
	}

	@Test
	void unknownTypeIsBootsToComplainOf() {
		this.runner.withPropertyValues("spring.cache.type=tws")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("spring.cache"));
	}

	@Test
	void namesOfSpringCacheFixTheNames() {
		this.runner.withPropertyValues("spring.cache.cache-names=jobs,streams").run((context) -> {
			TwsCacheManager manager = context.getBean(TwsCacheManager.class);
			assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("jobs", "streams");
			assertThat(manager.getCache("summary")).isNull();
		});
	}

	@Test
	void namesOfBothKindsAddUp() {
		this.runner.withPropertyValues("spring.cache.cache-names=jobs", "tws.cache.cache-names=streams,jobs")
			.run((context) -> assertThat(context.getBean(TwsCacheManager.class).getCacheNames())
				.containsExactlyInAnyOrder("jobs", "streams"));
	}

	@Test
	void dynamicBesideNamesKeepsMakingCaches() {
		this.runner.withPropertyValues("spring.cache.cache-names=jobs", "tws.cache.dynamic=true").run((context) -> {
			TwsCacheManager manager = context.getBean(TwsCacheManager.class);
			assertThat(manager.getCacheNames()).containsExactly("jobs");
			assertThat(manager.getCache("summary")).isNotNull();
		});
	}

	@Test
	void notDynamicWithoutNamesHasNoCaches() {
		this.runner.withPropertyValues("tws.cache.dynamic=false")
			.run((context) -> assertThat(context.getBean(TwsCacheManager.class).getCache("jobs")).isNull());
	}

	@Test
	void settingsOfACacheThatMayNotBeCreatedAreWarnedOf(CapturedOutput output) {
		this.runner
			.withPropertyValues("tws.cache.cache-names=jobs,job_status", "tws.cache.caches.job-streams.ttl=5",
					"tws.cache.caches.jobs.ttl=5", "tws.cache.caches.jobstatus.ttl=5")
			.run((context) -> assertThat(output).contains("tws.cache.caches.job-streams has settings of a cache")
				.doesNotContain("tws.cache.caches.jobs has")
				.doesNotContain("tws.cache.caches.jobstatus has"));
	}

	@Test
	void customizersOfTheCacheManagerAreCalled() {
		this.runner.withUserConfiguration(ManagerCustomizers.class)
			.run((context) -> assertThat(context.getBean(TwsCacheManager.class).getCacheNames())
				.containsExactly("own"));
	}

	@Test
	void transactionAwareDecorates() {
		this.runner.withPropertyValues("tws.cache.caches.jobs.transaction-aware=true").run((context) -> {
			CacheManager manager = context.getBean(CacheManager.class);
			assertThat(manager.getCache("jobs")).isInstanceOf(TransactionAwareCacheDecorator.class);
			assertThat(manager.getCache("streams")).isInstanceOf(TwsCache.class);
		});
	}

	@Test
	void worksWithoutTransactionsReactorMetricsAndActuator() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.transaction", "reactor", "io.micrometer",
					"org.springframework.boot.actuate"))
			.run((context) -> {
				Cache cache = context.getBean(TwsCacheManager.class).getCache("jobs");
				cache.put("a", 1);
				assertThat(cache.get("a", Integer.class)).isEqualTo(1);
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

	}

	@Configuration(proxyBeanMethods = false)
	static class UserManager {

		@Bean
		CacheManager mine() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SpecialManager {

		@Bean(defaultCandidate = false)
		CacheManager special() {
			return new ConcurrentMapCacheManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserCache {

		@Bean
		Cache mine() {
			return new ConcurrentMapCache("mine");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserResolver implements CachingConfigurer {

		@Bean
		@Override
		public CacheResolver cacheResolver() {
			return new SimpleCacheResolver(new ConcurrentMapCacheManager());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManagerCustomizers {

		@Bean
		CacheManagerCustomizer<TwsCacheManager> ours() {
			return (manager) -> manager.setCacheNames(List.of("own"));
		}

		@Bean
		CacheManagerCustomizer<CaffeineCacheManager> others() {
			return (manager) -> manager.setCacheNames(List.of("other"));
		}

	}

}
