package io.github.twscache.benchmarks.rivals;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.twscache.Ticker;
import io.github.twscache.baseline.BaselineAsyncTtlCache;

/**
 * What the product replaces.
 */
final class BaselineRival<K, V> implements RivalCache<K, V> {

	/** As many as the product has when nothing is said. */
	private static final int SHARDS = 8;

	private static final Duration CLEANUP_INTERVAL = Duration.ofSeconds(30);

	private final BaselineAsyncTtlCache<K, V> cache;

	BaselineRival(CacheSpec spec) {
		this.cache = new BaselineAsyncTtlCache<>((spec.shards() > 0) ? spec.shards() : SHARDS, spec.ttl(),
				CLEANUP_INTERVAL, Ticker.system());
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.get(key).join().orElse(null);
	}

	@Override
	public void put(K key, V value) {
		this.cache.set(key, value).join();
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		V found = get(key);
		if (found != null) {
			return found;
		}
		V loaded = loader.apply(key);
		put(key, loaded);
		return loaded;
	}

	@Override
	public CompletableFuture<@Nullable V> getAsync(K key) {
		return this.cache.get(key).thenApply((found) -> found.orElse(null));
	}

	@Override
	public void cleanUp() {
		this.cache.cleanUp();
	}

	@Override
	public long size() {
		return this.cache.size();
	}

	@Override
	public Object nativeCache() {
		return this.cache;
	}

	@Override
	public void close() {
		this.cache.close();
	}

}
