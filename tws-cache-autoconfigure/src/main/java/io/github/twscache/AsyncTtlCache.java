package io.github.twscache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * An asynchronous cache whose entries expire a fixed time after they were written.
 * <p>
 * All methods are safe for use by many threads. A {@code null} key is an
 * {@link IllegalArgumentException}, thrown by the call itself and not through its future;
 * so is a {@code null} value where the cache does not allow them. Every use after
 * {@link #close()} is an {@link IllegalStateException}.
 *
 * @param <K> the type of keys, which need a stable {@code equals} and {@code hashCode}
 * @param <V> the type of values
 */
public interface AsyncTtlCache<K, V> extends AutoCloseable {

	/**
	 * Looks a key up. A hit completes without changing threads.
	 * @param key the key
	 * @return the value, or empty if there is none, it has expired, or it is a cached
	 * {@code null}
	 */
	CompletableFuture<Optional<V>> get(K key);

	/**
	 * Stores a value for the cache's own time to live.
	 * @param key the key
	 * @param value the value
	 * @return a future that completes when the value is visible to every reader
	 */
	CompletableFuture<@Nullable Void> set(K key, @Nullable V value);

	/**
	 * Stores a value for a time to live of its own.
	 * @param key the key
	 * @param value the value
	 * @param ttl how long the value may be returned; zero means it never expires,
	 * negative is an {@link IllegalArgumentException}
	 * @return a future that completes when the value is visible to every reader
	 */
	CompletableFuture<@Nullable Void> set(K key, @Nullable V value, Duration ttl);

	/**
	 * Removes a key.
	 * @param key the key
	 * @return whether there was a value that had not expired
	 */
	CompletableFuture<Boolean> delete(K key);

	/**
	 * Removes every entry that was there when this method was called.
	 * @return a future that completes when none of them can be read any more
	 */
	CompletableFuture<@Nullable Void> clear();

	/**
	 * Counts the entries held, expired ones that cleanup has not met yet among them.
	 * @return the number of entries
	 */
	long size();

	/**
	 * Tells what the cache has done since it was made.
	 * @return a snapshot; counters a cache does not keep are zero
	 */
	CacheStatistics metrics();

	/**
	 * Drops all entries and ends every thread of the cache. A second call does nothing.
	 */
	@Override
	void close();

}
