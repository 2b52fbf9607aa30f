package io.github.twscache.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.spring.TwsCacheManager;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizers;
import org.springframework.boot.cache.autoconfigure.CacheProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the {@link TwsCacheManager}: there where Spring Boot would make a
 * cache manager of its own choice, and in its stead.
 */
@AutoConfiguration(after = TwsCacheAutoConfiguration.class, before = CacheAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({ CacheManager.class, CacheAutoConfiguration.class })
@ConditionalOnBean({ CacheAspectSupport.class, CacheHierarchy.class })
@ConditionalOnMissingBean(value = { CacheManager.class, Cache.class }, name = "cacheResolver")
@Conditional({ OnTwsCacheEnabled.class, NoExplicitCacheType.class })
@EnableConfigurationProperties(CacheProperties.class)
@ImportRuntimeHints(TwsCacheRuntimeHints.class)
public final class TwsCacheManagerAutoConfiguration {

	private static final Log logger = LogFactory.getLog(TwsCacheManagerAutoConfiguration.class);

	@Bean
	TwsCacheManager cacheManager(CacheHierarchy cacheHierarchy, TwsCacheProperties properties,
			CacheProperties cacheProperties, ObjectProvider<CacheManagerCustomizer<?>> customizers) {
		Set<String> names = CacheNames.of(properties, cacheProperties);
		TwsCacheManager cacheManager = new TwsCacheManager(cacheHierarchy);
		cacheManager.setCacheNames(names);
		if (Objects.requireNonNullElse(properties.dynamic(), names.isEmpty())) {
			cacheManager.setCacheNames(null);
		}
		new CacheManagerCustomizers(customizers.orderedStream().toList()).customize(cacheManager);
		if (!cacheManager.isDynamic()) {
			warnOfSettingsWithoutCache(properties, cacheManager);
		}
		return cacheManager;
	}

	private static void warnOfSettingsWithoutCache(TwsCacheProperties properties, TwsCacheManager cacheManager) {
		Set<String> unused = new LinkedHashSet<>(properties.caches().keySet());
		for (String name : cacheManager.getCacheNames()) {
			unused.remove(LevelNames.find(properties.caches(), name));
		}
		for (String key : unused) {
			logger.warn(LevelNames.prefix(key) + " has settings of a cache that the cache manager may not create. "
					+ "Add it to tws.cache.cache-names, or set tws.cache.dynamic=true.");
		}
	}

}
