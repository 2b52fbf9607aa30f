package io.github.twscache.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.twscache.InvalidSettingException;

import org.springframework.boot.cache.autoconfigure.CacheProperties;

/**
 * The names of caches that properties list. A blank one is refused: it comes of a comma
 * too many, and would be a cache that nobody uses.
 */
final class CacheNames {

	private CacheNames() {
	}

	static Set<String> of(TwsCacheProperties properties) {
		return checked(TwsCacheProperties.PREFIX, properties.cacheNames());
	}

	/** The names of Spring Boot's own property as well. */
	static Set<String> of(TwsCacheProperties properties, CacheProperties cacheProperties) {
		Set<String> names = of(properties);
		names.addAll(checked("spring.cache", cacheProperties.getCacheNames()));
		return names;
	}

	private static Set<String> checked(String prefix, Collection<String> names) {
		for (String name : names) {
			if (name.isBlank()) {
				throw new InvalidCachePropertyException(prefix + ".cache-names",
						new InvalidSettingException("cache-names", String.join(",", names), "a list of names",
								"Remove the comma that stands beside no name."));
			}
		}
		return new LinkedHashSet<>(names);
	}

}
