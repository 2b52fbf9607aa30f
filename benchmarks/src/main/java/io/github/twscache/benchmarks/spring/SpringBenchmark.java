package io.github.twscache.benchmarks.spring;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

import io.github.twscache.benchmarks.throughput.Cursor;

import org.springframework.cache.Cache;

/**
 * Hits through Spring.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = { "-Xms2g", "-Xmx2g" })
public class SpringBenchmark {

	/**
	 * Asks Spring's view of the cache.
	 * @param application the application
	 * @param cursor where the thread is
	 * @return the value, wrapped
	 */
	@Benchmark
	public Cache.@Nullable ValueWrapper cacheGet(ApplicationState application, Cursor cursor) {
		return application.cache.get(application.key(cursor.next()));
	}

	/**
	 * Calls a cached method.
	 * @param application the application
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public String cacheableHit(ApplicationState application, Cursor cursor) {
		return application.catalogue.title(application.key(cursor.next()));
	}

	/**
	 * Calls a cached method of which the cache itself would make the call.
	 * @param application the application
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public String cacheableSyncHit(ApplicationState application, Cursor cursor) {
		return application.catalogue.titleOnce(application.key(cursor.next()));
	}

	/**
	 * Asks the product's cache itself.
	 * @param application the application
	 * @param cursor where the thread is
	 * @return the value
	 */
	@Benchmark
	public @Nullable Object nativeGet(ApplicationState application, Cursor cursor) {
		return application.nativeCache().getIfPresent(application.key(cursor.next()));
	}

}
