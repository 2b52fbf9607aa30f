package io.github.twscache.benchmarks.baseline;

import java.util.Locale;

import io.github.twscache.AsyncTtlCache;

/**
 * What the workers do.
 */
enum Scenario {

	/** Look keys up that are there. */
	GET {
		@Override
		long run(AsyncTtlCache<String, String> cache, String key, long number) {
			return get(cache, key);
		}
	},

	/** Overwrite keys. */
	SET {
		@Override
		long run(AsyncTtlCache<String, String> cache, String key, long number) {
			return set(cache, key);
		}
	},

	/** 70 look-ups to 30 overwrites. */
	MIXED {
		@Override
		long run(AsyncTtlCache<String, String> cache, String key, long number) {
			return (number % 10 < 7) ? get(cache, key) : set(cache, key);
		}
	};

	/**
	 * Does one operation and waits for it.
	 * @param number how many the worker has done before
	 * @return 1 if it did what it should, which is always
	 */
	abstract long run(AsyncTtlCache<String, String> cache, String key, long number);

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	private static long get(AsyncTtlCache<String, String> cache, String key) {
		if (cache.get(key).join().isEmpty()) {
			throw new IllegalStateException("'" + key + "' is gone");
		}
		return 1;
	}

	private static long set(AsyncTtlCache<String, String> cache, String key) {
		return cache.set(key, key).isDone() ? 1 : 0;
	}

}
