package io.github.twscache.benchmarks.throughput;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes, alone or among reads.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms2g", "-Xmx2g" })
public class WriteBenchmark {

	/**
	 * Stores other values under keys that are present.
	 * @param state the cache
	 * @param cursor where the thread is
	 */
	@Benchmark
	public void overwrite(RoomyCache state, Cursor cursor) {
		int position = cursor.next();
		state.cache.put(state.key(position), state.key(position + 1));
	}

	/**
	 * Reads three times of four, all hits, and overwrites the fourth time.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value, {@code null} if it was written
	 */
	@Benchmark
	public @Nullable String mixed(RoomyCache state, Cursor cursor) {
		int position = cursor.next();
		if ((position & 3) != 0) {
			return state.cache.get(state.key(position));
		}
		state.cache.put(state.key(position), state.key(position + 1));
		return null;
	}

	/**
	 * Stores keys of a working set four times the capacity, so that most writes that
	 * insert evict.
	 * @param state the cache
	 * @param cursor where the thread is
	 */
	@Benchmark
	public void evict(CrowdedCache state, Cursor cursor) {
		int position = cursor.next();
		state.cache.put(state.key(position), state.key(position + 1));
	}

	/**
	 * Reads, and writes what has expired.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value, {@code null} if it was written
	 */
	@Benchmark
	public @Nullable String churn(FleetingCache state, Cursor cursor) {
		String key = state.key(cursor.next());
		String found = state.cache.get(key);
		if (found == null) {
			state.cache.put(key, key);
		}
		return found;
	}

}
