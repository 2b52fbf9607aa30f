package io.github.twscache;

import java.util.concurrent.CompletionStage;

/**
 * Starts to make the value of a key that is not cached.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface AsyncCacheLoader<K, V> {

	/**
	 * Starts the load. Should not block: it is called in the thread that asked, and for a
	 * refresh in a thread of the cache.
	 * @param key the key, never {@code null}
	 * @return the value to come; a {@code null} stage, and a stage of {@code null} where
	 * the cache does not allow {@code null} values, fail the load
	 * @throws Exception whatever goes wrong; it fails the load
	 */
	CompletionStage<? extends V> load(K key) throws Exception;

}
