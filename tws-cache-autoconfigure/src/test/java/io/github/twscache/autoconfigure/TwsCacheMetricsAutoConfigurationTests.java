package io.github.twscache.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.metrics.CacheHierarchyMetrics;
import io.github.twscache.spring.TwsCache;
import io.github.twscache.spring.TwsCacheManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.cache.metrics.CacheMetricsRegistrar;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TwsCacheMetricsAutoConfiguration}.
 */
class TwsCacheMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TwsCacheAutoConfiguration.class,
				TwsCacheManagerAutoConfiguration.class, TwsCacheMetricsAutoConfiguration.class,
				CacheAutoConfiguration.class, CacheMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withUserConfiguration(RegistryConfiguration.class);

	@Test
	void cachesHaveTheNameOfTheirManager() {
		this.runner.withUserConfiguration(CachingConfiguration.class).run((context) -> {
			context.getBean(CacheManager.class).getCache("jobs");
			assertThat(managersOf(context.getBean(MeterRegistry.class), "jobs")).containsExactly("cacheManager");
		});
	}

	@Test
	void nameOfAManagerIsShortenedAsBootDoesIt() {
		this.runner.withUserConfiguration(CachingConfiguration.class, OwnManagerConfiguration.class).run((context) -> {
			context.getBean(CacheHierarchy.class).cache("jobs");
			assertThat(managersOf(context.getBean(MeterRegistry.class), "jobs")).containsExactly("job");
		});
	}

	@Test
	void cachesThatNobodyManagesHaveTheNameOfTheHierarchy() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(CacheManager.class);
			context.getBean(CacheHierarchy.class).cache("jobs");
			assertThat(managersOf(context.getBean(MeterRegistry.class), "jobs")).containsExactly("cacheHierarchy");
		});
	}

	@Test
	void managerOfOtherCachesIsNotTheirs() {
		this.runner.withUserConfiguration(CachingConfiguration.class, OtherManagerConfiguration.class)
			.run((context) -> {
				context.getBean(CacheHierarchy.class).cache("jobs");
				assertThat(managersOf(context.getBean(MeterRegistry.class), "jobs")).containsExactly("cacheHierarchy");
			});
	}

	@Test
	void bootLeavesTheCachesOfTheHierarchyToItsBinder() {
		this.runner.withUserConfiguration(CachingConfiguration.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Cache cache = context.getBean(CacheManager.class).getCache("jobs");
			int meters = registry.getMeters().size();
			CacheMetricsRegistrar registrar = context.getBean(CacheMetricsRegistrar.class);
			assertThat(registrar.bindCacheToRegistry(cache, Tag.of("cache.manager", "cacheManager"))).isFalse();
			assertThat(registry.getMeters()).hasSize(meters);
		});
	}

	@Test
	void bootFindsTheProviderWhenNoOtherIsThere() {
		this.runner.withUserConfiguration(CachingConfiguration.class)
			.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine"))
			.run((context) -> assertThat(context).hasSingleBean(TwsCacheMeterBinderProvider.class)
				.hasSingleBean(CacheMetricsRegistrar.class));
	}

	@Test
	void cacheOfAHierarchyThatIsNoBeanCanBeBound() {
		this.runner.withUserConfiguration(CachingConfiguration.class).run((context) -> {
			try (CacheHierarchy other = CacheHierarchy.builder().build()) {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Cache cache = new TwsCache(other.cache("foreign"));
				context.getBean(CacheMetricsRegistrar.class)
					.bindCacheToRegistry(cache, Tag.of("cache.manager", "other"));
				cache.put("key", "value");
				assertThat(registry.get("cache.size").tag("cache", "foreign").gauge().value()).isEqualTo(1);
			}
		});
	}

	@Test
	void ownBinderWins() {
		CacheHierarchyMetrics own = new CacheHierarchyMetrics(CacheHierarchy.builder().build(), () -> "own");
		this.runner.withBean("own", CacheHierarchyMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(CacheHierarchyMetrics.class).isSameAs(own));
	}

	@Test
	void withoutMicrometerThereAreNoMeters() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(TwsCacheAutoConfiguration.class, TwsCacheMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(CacheHierarchy.class)
				.doesNotHaveBean(TwsCacheMetricsAutoConfiguration.class));
	}

	@Test
	void withoutHierarchyThereAreNoMeters() {
		this.runner.withPropertyValues("tws.cache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CacheHierarchyMetrics.class));
	}

	private static Set<String> managersOf(MeterRegistry registry, String cache) {
		return registry.find("cache.size")
			.tag("cache", cache)
			.gauges()
			.stream()
			.map((gauge) -> gauge.getId().getTag("cache.manager"))
			.collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryConfiguration {

		@Bean
		SimpleMeterRegistry simpleMeterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class CachingConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnManagerConfiguration {

		@Bean
		TwsCacheManager jobCacheManager(CacheHierarchy hierarchy) {
			return new TwsCacheManager(hierarchy);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherManagerConfiguration {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager("other");
		}

	}

}
