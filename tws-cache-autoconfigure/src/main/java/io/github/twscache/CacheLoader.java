package io.github.twscache;

import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key that is not cached. Runs under no lock; it may use this and
 * other caches, for other keys.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

	/**
	 * Makes the value.
	 * @param key the key, never {@code null}
	 * @return the value; {@code null} only where the cache allows {@code null} values
	 * @throws Exception whatever goes wrong; it reaches every caller that waited, unless
	 * they get a stale value instead, and nothing is cached
	 */
	@Nullable V load(K key) throws Exception;

}
