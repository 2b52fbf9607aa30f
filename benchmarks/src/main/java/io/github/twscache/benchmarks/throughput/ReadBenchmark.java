package io.github.twscache.benchmarks.throughput;

import java.util.concurrent.CompletableFuture;
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
 * Reads, all of them hits.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms2g", "-Xmx2g" })
public class ReadBenchmark {

	/**
	 * Looks keys up by the very objects that are stored.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public @Nullable String read(RoomyCache state, Cursor cursor) {
		return state.cache.get(state.key(cursor.next()));
	}

	/**
	 * Looks keys up by other, equal objects.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public @Nullable String readEqual(RoomyCache state, Cursor cursor) {
		return state.cache.get(state.equalKey(cursor.next()));
	}

	/**
	 * Looks keys up with a loader at hand.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public @Nullable String loadHit(RoomyCache state, Cursor cursor) {
		return state.cache.get(state.key(cursor.next()), ReadBenchmark::load);
	}

	/**
	 * Looks keys up as asynchronous callers do.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the future, complete
	 */
	@Benchmark
	public CompletableFuture<@Nullable String> asyncGet(RoomyCache state, Cursor cursor) {
		return state.cache.getAsync(state.key(cursor.next()));
	}

	private static String load(String key) {
		return key;
	}

}
