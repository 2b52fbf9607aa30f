package io.github.twscache.benchmarks.rivals;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The physical limit: a map, and nothing that makes it a cache.
 */
final class HashMapRival<K, V> implements RivalCache<K, V> {

	private final ConcurrentMap<K, V> map;

	HashMapRival(CacheSpec spec) {
		this.map = new ConcurrentHashMap<>((int) Math.min(spec.maxSize(), 1 << 20));
	}

	@Override
	public @Nullable V get(K key) {
		return this.map.get(key);
	}

	@Override
	public void put(K key, V value) {
		this.map.put(key, value);
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		// Its own computeIfAbsent locks for a hit that is not first in its bin.
		V found = this.map.get(key);
		return (found != null) ? found : this.map.computeIfAbsent(key, loader);
	}

	@Override
	public void cleanUp() {
		// Nothing expires.
	}

	@Override
	public long size() {
		return this.map.size();
	}

	@Override
	public Object nativeCache() {
		return this.map;
	}

	@Override
	public void close() {
		this.map.clear();
	}

}
