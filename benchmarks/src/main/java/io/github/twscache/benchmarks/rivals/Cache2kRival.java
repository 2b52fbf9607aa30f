package io.github.twscache.benchmarks.rivals;

import java.util.function.Function;

import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;
import org.cache2k.operation.CacheControl;
import org.jspecify.annotations.Nullable;

/**
 * Cache2k.
 */
final class Cache2kRival<K, V> implements RivalCache<K, V> {

	private final Cache<K, V> cache;

	@SuppressWarnings("unchecked")
	Cache2kRival(CacheSpec spec) {
		Cache2kBuilder<Object, Object> builder = Cache2kBuilder.forUnknownTypes()
			.entryCapacity(spec.maxSize())
			.disableStatistics(!spec.statistics());
		if (spec.ttl().isZero()) {
			builder.eternal(true);
		}
		else {
			builder.expireAfterWrite(spec.ttl());
		}
		this.cache = (Cache<K, V>) builder.build();
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.peek(key);
	}

	@Override
	public void put(K key, V value) {
		this.cache.put(key, value);
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		return this.cache.computeIfAbsent(key, loader);
	}

	@Override
	public void cleanUp() {
		// It has no such call: its timer removes what has expired.
	}

	@Override
	public long size() {
		return CacheControl.of(this.cache).getSize();
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
