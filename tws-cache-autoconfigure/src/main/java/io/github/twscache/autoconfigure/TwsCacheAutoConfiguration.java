package io.github.twscache.autoconfigure;

import java.util.List;
import java.util.Set;

import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.Ticker;
import io.github.twscache.TtlPolicy;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.Weigher;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of the {@link CacheHierarchy}: there in every application unless
 * {@code tws.cache.enabled} is false, with or without Spring's cache annotations.
 */
@AutoConfiguration
@Conditional(OnTwsCacheEnabled.class)
@EnableConfigurationProperties(TwsCacheProperties.class)
@ImportRuntimeHints(LoadingRuntimeHints.class)
public final class TwsCacheAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	CacheHierarchy cacheHierarchy(TwsCacheProperties properties, ObjectProvider<TwsCacheCustomizer> customizers,
			ObjectProvider<Weigher<?, ?>> weighers, ObjectProvider<TtlPolicy<?, ?>> ttlPolicies,
			ObjectProvider<Ticker> ticker, ResourceLoader resourceLoader, Environment environment) {
		CacheSettingsResolver settings = new CacheSettingsResolver(properties, customizers.orderedStream().toList(),
				oneOrAll(weighers), oneOrAll(ttlPolicies), resourceLoader.getClassLoader());
		CacheHierarchy.Builder builder = CacheHierarchy.builder()
			.maxWorkers(CacheThreads.maxWorkers(properties))
			.cleanupInterval(CacheThreads.cleanupInterval(properties))
			.loadMaxConcurrent(CacheThreads.loadMaxConcurrent(properties))
			.numShards(numShards(properties.numShards()))
			.settings(settings);
		ticker.ifUnique(builder::ticker);
		builder.loadDecorator(ContextPropagation.decorator(resourceLoader.getClassLoader()));
		builder.virtualThreads(Threading.VIRTUAL.isActive(environment));
		return withCaches(builder.build(), CacheNames.of(properties));
	}

	private static CacheHierarchy withCaches(CacheHierarchy hierarchy, Set<String> names) {
		try {
			names.forEach(hierarchy::cache);
		}
		catch (RuntimeException ex) {
			// No bean has come of it, so nobody else would end its threads.
			hierarchy.close();
			throw ex;
		}
		return hierarchy;
	}

	/**
	 * Introduces the listeners when all beans are there, so that a listener may itself
	 * use caches.
	 */
	@Bean
	SmartInitializingSingleton cacheEventListenerRegistration(ObjectProvider<CacheHierarchy> hierarchies,
			ObjectProvider<CacheEventListener> listeners) {
		return () -> {
			List<CacheEventListener> ordered = listeners.orderedStream().toList();
			if (!ordered.isEmpty()) {
				hierarchies.forEach(
						(hierarchy) -> hierarchy.addCreationListener((cache) -> ordered.forEach(cache::addListener)));
			}
		};
	}

	private static <T> List<T> oneOrAll(ObjectProvider<T> beans) {
		T unique = beans.getIfUnique();
		return (unique != null) ? List.of(unique) : beans.stream().toList();
	}

	private static int numShards(@Nullable Integer value) {
		return (value != null) ? value : CacheSettings.builder().build().numShards();
	}

}
