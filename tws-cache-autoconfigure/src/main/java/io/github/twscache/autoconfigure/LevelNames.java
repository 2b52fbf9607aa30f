package io.github.twscache.autoconfigure;

import java.util.Locale;
import java.util.Map;

import io.github.twscache.autoconfigure.TwsCacheProperties.Level;
import org.jspecify.annotations.Nullable;

/**
 * The names of caches as keys below {@code tws.cache.caches}.
 */
final class LevelNames {

	private static final String PREFIX = TwsCacheProperties.PREFIX + ".caches";

	private LevelNames() {
	}

	/**
	 * Finds the key of a cache's own level. Binding drops all but letters, digits and
	 * dashes from a key without brackets, and an environment variable has neither dashes
	 * nor capitals; whoever wrote such a key meant the cache all the same.
	 * @param levels the levels by key
	 * @param cacheName the cache
	 * @return the key, or {@code null} if nothing is said of this cache
	 */
	static @Nullable String find(Map<String, Level> levels, String cacheName) {
		if (levels.containsKey(cacheName)) {
			return cacheName;
		}
		String bound = cacheName.replaceAll("[^a-zA-Z0-9-]", "");
		if (levels.containsKey(bound)) {
			return bound;
		}
		String fromEnvironment = bound.replace("-", "").toLowerCase(Locale.ROOT);
		return levels.containsKey(fromEnvironment) ? fromEnvironment : null;
	}

	/**
	 * Gives the name below which the properties of a key are.
	 * @param key the key
	 * @return the name, with brackets if it needs them
	 */
	static String prefix(String key) {
		return key.matches("[a-zA-Z0-9-]+") ? PREFIX + "." + key : PREFIX + "[" + key + "]";
	}

}
