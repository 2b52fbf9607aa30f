package io.github.twscache.benchmarks.rivals;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What all caches of a comparison can do. Each call goes to the call of the cache that
 * its own documentation names for the purpose.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface RivalCache<K, V> extends AutoCloseable {

	/**
	 * Looks a key up.
	 * @param key the key
	 * @return the value, {@code null} if there is none
	 */
	@Nullable V get(K key);

	/**
	 * Stores a value.
	 * @param key the key
	 * @param value the value
	 */
	void put(K key, V value);

	/**
	 * Looks a key up, and loads the value if there is none.
	 * @param key the key
	 * @param loader makes the value
	 * @return the value
	 */
	@Nullable V get(K key, Function<K, V> loader);

	/**
	 * Looks a key up as asynchronous callers do. A cache without such a call wraps its
	 * answer, as its users would.
	 * @param key the key
	 * @return a future of the value, or of {@code null}
	 */
	default CompletableFuture<@Nullable V> getAsync(K key) {
		return CompletableFuture.completedFuture(get(key));
	}

	/** Does what the cache would do in the background by and by. */
	void cleanUp();

	/**
	 * Counts the entries.
	 * @return the number
	 */
	long size();

	/**
	 * Gives the cache itself, for those who measure its memory.
	 * @return the cache
	 */
	Object nativeCache();

	@Override
	void close();

}
