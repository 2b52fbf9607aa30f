package io.github.twscache;

/**
 * Changes the settings of caches in code, after properties and before a cache is made.
 * Called once for each cache; several customizers are called in their order.
 */
@FunctionalInterface
public interface TwsCacheCustomizer {

	/**
	 * Changes the settings of a cache.
	 * @param cacheName the cache
	 * @param settings its settings so far
	 */
	void customize(String cacheName, CacheSettingsBuilder settings);

}
