package io.github.twscache.benchmarks.rivals;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import org.jspecify.annotations.Nullable;

/**
 * Caffeine's asynchronous cache, which holds futures.
 */
final class CaffeineAsyncRival<K, V> implements RivalCache<K, V> {

	private final AsyncCache<K, V> cache;

	CaffeineAsyncRival(CacheSpec spec) {
		this.cache = CaffeineRival.builder(spec).buildAsync();
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.synchronous().getIfPresent(key);
	}

	@Override
	public void put(K key, V value) {
		this.cache.put(key, CompletableFuture.completedFuture(value));
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		return this.cache.synchronous().get(key, loader);
	}

	@Override
	@SuppressWarnings("unchecked")
	public CompletableFuture<@Nullable V> getAsync(K key) {
		CompletableFuture<V> found = this.cache.getIfPresent(key);
		return (found != null) ? (CompletableFuture<@Nullable V>) found : CompletableFuture.completedFuture(null);
	}

	@Override
	public void cleanUp() {
		this.cache.synchronous().cleanUp();
	}

	@Override
	public long size() {
		return this.cache.synchronous().estimatedSize();
	}

	@Override
	public Object nativeCache() {
		return this.cache;
	}

	@Override
	public void close() {
		this.cache.synchronous().invalidateAll();
	}

}
