package io.github.twscache.autoconfigure;

import io.github.twscache.spring.loading.LoadingCacheInterceptor;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of loads for plain {@code @Cacheable} methods: there with
 * {@code @EnableCaching} in proxy mode, whoever made the cache manager. With
 * {@code tws.cache.single-flight=off}, and no cache that says otherwise, nothing of
 * Spring's is touched.
 *
 * @see LoadingCacheInterceptor
 */
@AutoConfiguration(after = TwsCacheAutoConfiguration.class)
@ConditionalOnClass(CacheInterceptor.class)
@ConditionalOnBean(CacheInterceptor.class)
@Conditional({ OnTwsCacheEnabled.class, OnSingleFlight.class })
public final class TwsCacheLoadingAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LoadingInterceptorInstaller loadingInterceptorInstaller() {
		return new LoadingInterceptorInstaller();
	}

}
