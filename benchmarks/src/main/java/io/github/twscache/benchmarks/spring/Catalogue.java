package io.github.twscache.benchmarks.spring;

import org.springframework.cache.annotation.Cacheable;

/**
 * Methods as an application has them.
 */
public class Catalogue {

	/** The cache of {@link #title}. */
	static final String TITLES = "titles";

	/** The cache of {@link #titleOnce}. */
	static final String TITLES_ONCE = "titles-once";

	/**
	 * Looks up, with Spring asking and storing.
	 * @param key the key
	 * @return the value
	 */
	@Cacheable(TITLES)
	public String title(String key) {
		return "title of " + key;
	}

	/**
	 * Looks up, with the cache loading.
	 * @param key the key
	 * @return the value
	 */
	@Cacheable(cacheNames = TITLES_ONCE, sync = true)
	public String titleOnce(String key) {
		return "title of " + key;
	}

}
