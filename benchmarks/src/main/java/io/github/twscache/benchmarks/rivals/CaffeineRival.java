package io.github.twscache.benchmarks.rivals;

import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Caffeine.
 */
final class CaffeineRival<K, V> implements RivalCache<K, V> {

	private final Cache<K, V> cache;

	CaffeineRival(CacheSpec spec) {
		this.cache = builder(spec).build();
	}

	static Caffeine<Object, Object> builder(CacheSpec spec) {
		Caffeine<Object, Object> builder = Caffeine.newBuilder().maximumSize(spec.maxSize());
		if (!spec.ttl().isZero()) {
			builder.expireAfterWrite(spec.ttl());
		}
		if (spec.inline()) {
			builder.executor(Runnable::run);
		}
		return spec.statistics() ? builder.recordStats() : builder;
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.getIfPresent(key);
	}

	@Override
	public void put(K key, V value) {
		this.cache.put(key, value);
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		return this.cache.get(key, loader);
	}

	@Override
	public void cleanUp() {
		this.cache.cleanUp();
	}

	@Override
	public long size() {
		return this.cache.estimatedSize();
	}

	@Override
	public Object nativeCache() {
		return this.cache;
	}

	@Override
	public void close() {
		this.cache.invalidateAll();
	}

}
