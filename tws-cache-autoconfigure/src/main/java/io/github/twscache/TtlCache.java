package io.github.twscache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An {@link AsyncTtlCache} that can also be used synchronously, loads missing values
 * once, and can be inspected and changed while it is in use.
 * <p>
 * Where {@code null} values are allowed, a cached {@code null} is a hit:
 * {@link #getOrDefault} tells it from a miss. All methods are safe for use by many
 * threads; a caller waits for its own key only.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface TtlCache<K, V> extends AsyncTtlCache<K, V> {

	/**
	 * Looks a key up.
	 * @param key the key
	 * @return the value; {@code null} if there is none or it is a cached {@code null}
	 */
	default @Nullable V getIfPresent(K key) {
		return getOrDefault(key, null);
	}

	/**
	 * Looks a key up and tells a cached {@code null} from a miss.
	 * @param key the key
	 * @param absent what to return on a miss
	 * @return the value, which is {@code null} for a cached {@code null}, or
	 * {@code absent}
	 */
	@Nullable V getOrDefault(K key, @Nullable V absent);

	/**
	 * Looks a key up and loads the value if it is missing. The loader runs in the calling
	 * thread and under no lock; callers that ask for the same key meanwhile wait for its
	 * result. A load during which the key is written or removed is not stored, but its
	 * callers get its value.
	 * <p>
	 * Where the settings say so: a load that fails gives its callers the last value
	 * ({@code fail-safe}), unless the key was written or removed during the load; a hit
	 * has the value loaded anew in the background ({@code refresh-ahead}); and callers
	 * wait for a limited time, so that the loader runs in a thread of the cache, goes on
	 * when they have left, and is interrupted after the hard time-out
	 * ({@code load.soft-timeout}, {@code load.hard-timeout}).
	 * @param key the key
	 * @param loader makes the value
	 * @return the value
	 * @throws CacheLoadException if the loader failed: its cause is what the loader
	 * threw, or an {@link IllegalStateException} if the load would wait for itself, in
	 * this thread or in a circle over others, or an {@link InterruptedException} if this
	 * thread was interrupted while it waited, which sets its interrupt flag again, or a
	 * {@link LoadTimeoutException} if the load took too long and there is no stale value
	 */
	@Nullable V get(K key, CacheLoader<? super K, ? extends V> loader);

	/**
	 * Looks a key up and loads the value asynchronously if it is missing. Shares its load
	 * with {@link #get(Object, CacheLoader)}. Never blocks and never throws what the
	 * loader throws.
	 * @param key the key
	 * @param loader starts the load; called in the calling thread, but for a refresh
	 * @return a future of this caller's own: cancelling it leaves the load and other
	 * callers alone; it fails with what the loader failed with, or with a
	 * {@link LoadTimeoutException}
	 */
	CompletableFuture<@Nullable V> getAsync(K key, AsyncCacheLoader<? super K, ? extends V> loader);

	/**
	 * Stores a value for the cache's own time to live.
	 * @param key the key
	 * @param value the value
	 */
	void put(K key, @Nullable V value);

	/**
	 * Stores a value for a time to live of its own.
	 * @param key the key
	 * @param value the value
	 * @param ttl how long the value may be returned; zero means it never expires
	 */
	void put(K key, @Nullable V value, Duration ttl);

	/**
	 * Stores a value unless there is one. Atomic. Not counted as a look-up.
	 * @param key the key
	 * @param value the value
	 * @return what was there and stays, of whose age nothing is said, or {@code null} if
	 * the value was stored
	 */
	@Nullable CachedValue<V> putIfAbsent(K key, @Nullable V value);

	/**
	 * Removes a key at once; a load of it that is under way will not be stored.
	 * @param key the key
	 * @return whether there was a value that had not expired
	 */
	boolean invalidate(K key);

	/**
	 * Removes all entries at once; loads that are under way will not be stored.
	 * @return how many entries were removed
	 */
	long invalidateAll();

	/**
	 * Removes expired entries now, on several threads, instead of waiting for the next
	 * cleanup.
	 * @return how many entries were removed
	 */
	long cleanUp();

	/**
	 * Describes an entry without counting a look-up or touching its recency.
	 * @param key the key
	 * @return where the entry is and how old; empty if there is none or it has expired
	 */
	Optional<EntryDetails> inspect(K key);

	/**
	 * Gives the value of a key and says whether it is stale, without counting a look-up,
	 * touching its recency or loading. Where values are kept for failing loads
	 * ({@code fail-safe.max-stale}), one whose time to live has passed is found as well,
	 * whether or not it is being served.
	 * @param key the key
	 * @return the value; empty if there is none
	 */
	Optional<CachedValue<V>> lookup(K key);

	/**
	 * Iterates over the keys of entries that have not expired; weakly consistent: entries
	 * that come or go meanwhile may be missed or seen.
	 * @return the keys
	 */
	Stream<K> keys();

	/**
	 * Describes the shards in use.
	 * @return one element a shard, by index
	 */
	List<ShardStatistics> shards();

	/**
	 * Changes the number of shards while the cache is in use. Entries whose owner changes
	 * move in the background; nothing is lost but by eviction.
	 * @param numShards the number asked for, 1 to 4096; a small cache uses fewer
	 * @return a future that completes when every entry is where it belongs
	 */
	CompletableFuture<@Nullable Void> resize(int numShards);

	/**
	 * Changes the bound while the cache is in use; what is too much is evicted before the
	 * method returns.
	 * @param maxSize the most entries, or the most weight if the cache has a
	 * {@link Weigher}; at least 1
	 */
	void setMaxSize(long maxSize);

	/**
	 * Changes the time to live of values stored from now on.
	 * @param ttl the time to live; zero means entries never expire
	 */
	void setTtl(Duration ttl);

	/**
	 * Gives the settings in force, and where each of them came from.
	 * @return the settings
	 */
	CacheSettings settings();

	@Override
	default CompletableFuture<Optional<V>> get(K key) {
		return CompletableFuture.completedFuture(Optional.ofNullable(getIfPresent(key)));
	}

	@Override
	default CompletableFuture<@Nullable Void> set(K key, @Nullable V value) {
		put(key, value);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	default CompletableFuture<@Nullable Void> set(K key, @Nullable V value, Duration ttl) {
		put(key, value, ttl);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	default CompletableFuture<Boolean> delete(K key) {
		return CompletableFuture.completedFuture(invalidate(key));
	}

	@Override
	default CompletableFuture<@Nullable Void> clear() {
		invalidateAll();
		return CompletableFuture.completedFuture(null);
	}

}
