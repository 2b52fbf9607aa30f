package io.github.twscache.benchmarks.rivals;

import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Guava.
 */
final class GuavaRival<K, V> implements RivalCache<K, V> {

	private final Cache<K, V> cache;

	GuavaRival(CacheSpec spec) {
		CacheBuilder<Object, Object> builder = CacheBuilder.newBuilder().maximumSize(spec.maxSize());
		if (!spec.ttl().isZero()) {
			builder.expireAfterWrite(spec.ttl());
		}
		if (spec.statistics()) {
			builder.recordStats();
		}
		this.cache = builder.build();
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
		try {
			return this.cache.get(key, () -> loader.apply(key));
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
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
		this.cache.invalidateAll();
	}

}
