package io.github.twscache.autoconfigure;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.metrics.CacheHierarchyMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link AutoConfiguration Auto-configuration} for the meters of all caches of a
 * {@link CacheHierarchy}.
 */
@AutoConfiguration(after = TwsCacheAutoConfiguration.class,
		beforeName = "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration")
@ConditionalOnClass(MeterBinder.class)
public final class TwsCacheMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnSingleCandidate(CacheHierarchy.class)
	CacheHierarchyMetrics cacheHierarchyMetrics(CacheHierarchy hierarchy, ConfigurableListableBeanFactory beanFactory) {
		return new CacheHierarchyMetrics(hierarchy, new CacheManagerTag(hierarchy, beanFactory));
	}

	/**
	 * Lets Boot bind caches of a manager that is not over the auto-configured hierarchy.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ CacheManager.class, CacheMeterBinderProvider.class })
	static class BinderProviderConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TwsCacheMeterBinderProvider twsCacheMeterBinderProvider(ObjectProvider<CacheHierarchyMetrics> metrics) {
			return new TwsCacheMeterBinderProvider(metrics);
		}

	}

}
