package io.github.twscache.benchmarks.spring;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What an application with cached methods consists of, except for its cache manager. It
 * proxies classes, as Spring Boot does unless told otherwise.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching(proxyTargetClass = true)
class CachingApplication {

	@Bean
	Catalogue catalogue() {
		return new Catalogue();
	}

}
