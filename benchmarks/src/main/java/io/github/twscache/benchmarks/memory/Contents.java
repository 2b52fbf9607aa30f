package io.github.twscache.benchmarks.memory;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.rivals.RivalCache;

/**
 * Keys and values that are made before a cache is filled and outlive it, so that what the
 * cache adds can be told apart.
 */
final class Contents {

	/** A bounded cache is offered so many times its bound: it is full, and evicts. */
	private static final double OFFERED = 1.25;

	/** Enough for buffers to be in use and for a first level to fill by and by. */
	private static final int READS = 4;

	private final int entries;

	private final Key[] keys;

	private final Value[] values;

	Contents(int entries) {
		this.entries = entries;
		int most = (int) (entries * OFFERED);
		this.keys = new Key[most];
		this.values = new Value[most];
		for (int i = 0; i < most; i++) {
			this.keys[i] = new Key(i);
			this.values[i] = new Value();
		}
	}

	/** Makes a cache with a time to live and a bound. */
	RivalCache<Key, Value> newCache(Rival rival) {
		return rival.create(CacheSpec.ofSize(this.entries));
	}

	/** Fills a cache to its bound, and reads every key. */
	void fill(Rival rival, RivalCache<Key, Value> cache) {
		int offered = rival.isBounded() ? this.keys.length : this.entries;
		for (int i = 0; i < offered; i++) {
			cache.put(this.keys[i], this.values[i]);
		}
		for (int i = 0; i < READS * offered; i++) {
			cache.get(this.keys[i % offered]);
		}
		cache.cleanUp();
	}

	/**
	 * A key, which nothing but contents makes.
	 */
	static final class Key {

		private final int id;

		Key(int id) {
			this.id = id;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.id == this.id;
		}

		@Override
		public int hashCode() {
			return Integer.hashCode(this.id);
		}

	}

	/**
	 * A value, which nothing but contents makes.
	 */
	static final class Value {

	}

}
