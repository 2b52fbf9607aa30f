package io.github.twscache.benchmarks.throughput;

import java.time.Duration;
import java.util.function.IntConsumer;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.rivals.RivalCache;
import io.github.twscache.benchmarks.timing.WarmUp;

/**
 * The cache of a measurement, and the keys it is asked for. A fork sees one kind of cache
 * only, so that the calls through {@link RivalCache} cost nothing.
 */
@State(Scope.Benchmark)
public abstract class MeasuredCache {

	/** The keys of a measurement, unless it is about eviction. */
	static final int NUM_KEYS = 16_384;

	/** Room for twice the keys, so that nothing is evicted. */
	static final int ROOM = 2 * NUM_KEYS;

	private static final Duration WARM_UP = Duration.ofMillis(700);

	@Param({ "tws", "caffeine", "cache2k", "guava", "ehcache", "hashmap", "baseline" })
	String rival = "tws";

	@Param("true")
	boolean statistics = true;

	@SuppressWarnings("NullAway.Init") // by JMH, through start
	RivalCache<String, String> cache;

	private String[] row = {};

	final void start(CacheSpec spec, String[] keysToAskFor) {
		this.cache = Rival.of(this.rival).create(spec.withStatistics(this.statistics));
		this.row = keysToAskFor;
	}

	static void warmUp(IntConsumer operation) {
		WarmUp.alone(WARM_UP, operation);
	}

	final String key(int position) {
		return this.row[position & (this.row.length - 1)];
	}

	/** Ends the cache. */
	@TearDown(Level.Trial)
	public void close() {
		this.cache.close();
	}

}
