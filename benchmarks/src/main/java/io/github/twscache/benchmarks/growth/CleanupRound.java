package io.github.twscache.benchmarks.growth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.timing.ScatteredKeys;
import io.github.twscache.benchmarks.timing.SettableTicker;

/**
 * Measures cleanups: fills a new cache evenly over its time to live, moves the clock on
 * until as many entries as wanted have expired, and times one cleanup.
 *
 * @param stored the entries
 * @param expired how many of them have expired, the oldest
 * @param rewritten whether each entry has been overwritten once, at its age of half the
 * time to live
 */
public record CleanupRound(int stored, int expired, boolean rewritten) {

	/**
	 * Creates a measurement.
	 * @param stored the entries
	 * @param expired how many of them have expired
	 */
	public CleanupRound(int stored, int expired) {
		this(stored, expired, false);
	}

	/**
	 * Measures several caches, which take turns.
	 * @param rivals the caches
	 * @param rounds how often each is measured
	 * @return the nanoseconds of each cleanup
	 */
	public Map<Rival, List<Double>> measure(List<Rival> rivals, int rounds) {
		Integer[] keys = ScatteredKeys.of(this.stored);
		Map<Rival, List<Double>> samples = new LinkedHashMap<>();
		for (int round = 0; round < rounds; round++) {
			for (int i = 0; i < rivals.size(); i++) {
				Rival rival = rivals.get((round + i) % rivals.size());
				samples.computeIfAbsent(rival, (any) -> new ArrayList<>()).add((double) measure(rival, keys));
			}
		}
		return samples;
	}

	private long measure(Rival rival, Integer[] keys) {
		SettableTicker ticker = new SettableTicker();
		try (ExpiringCache cache = ExpiringCache.of(rival, 2L * this.stored, ticker)) {
			// So that the oldest is not expired yet when the last has been written.
			long step = CacheSpec.USUAL_TTL.toNanos() / (this.stored + 1);
			fill(cache, keys, ticker, step);
			for (Integer key : keys) {
				cache.promote(key);
			}
			cache.cleanUp();
			check(rival, cache.size(), this.stored);
			long oldestWritten = ticker.read() - this.stored * step;
			ticker.set(oldestWritten + CacheSpec.USUAL_TTL.toNanos() + this.expired * step - step / 2);
			long start = System.nanoTime();
			cache.cleanUp();
			long nanos = System.nanoTime() - start;
			check(rival, cache.size(), this.stored - this.expired);
			return nanos;
		}
	}

	private void fill(ExpiringCache cache, Integer[] keys, SettableTicker ticker, long step) {
		int half = this.rewritten ? this.stored / 2 : 0;
		for (int i = 0; i < this.stored + half; i++) {
			if (i < this.stored) {
				cache.put(keys[i]);
			}
			if (this.rewritten && i >= half) {
				cache.put(keys[i - half]);
			}
			ticker.set(ticker.read() + step);
		}
	}

	private static void check(Rival rival, long size, long expected) {
		if (size != expected) {
			throw new IllegalStateException(rival.id() + " holds " + size + " entries, not " + expected);
		}
	}

}
