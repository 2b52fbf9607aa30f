package io.github.twscache.benchmarks.throughput;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Six threads that only read, all of it hits, beside two that only overwrite.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms2g", "-Xmx2g" })
public class ReadersWritersBenchmark {

	/**
	 * Looks a key up.
	 * @param state the cache
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	@Group("readersWriters")
	@GroupThreads(6)
	public @Nullable String read(RoomyCache state, Cursor cursor) {
		return state.cache.get(state.key(cursor.next()));
	}

	/**
	 * Stores another value.
	 * @param state the cache
	 * @param cursor where the thread is
	 */
	@Benchmark
	@Group("readersWriters")
	@GroupThreads(2)
	public void write(RoomyCache state, Cursor cursor) {
		int position = cursor.next();
		state.cache.put(state.key(position), state.key(position + 1));
	}

}
