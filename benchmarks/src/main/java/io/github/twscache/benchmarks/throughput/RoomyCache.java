package io.github.twscache.benchmarks.throughput;

import java.util.function.IntConsumer;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import io.github.twscache.benchmarks.rivals.CacheSpec;

/**
 * A cache that has room for all keys and holds them all, all the time.
 */
public class RoomyCache extends MeasuredCache {

	/** How popular keys are: {@code zipf} or {@code uniform}. */
	@Param("zipf")
	String keys = "zipf";

	private String[] allKeys = {};

	private String[] equalRow = {};

	/**
	 * Makes the cache and warms it up.
	 * @param benchmark the benchmark, by JMH
	 */
	@Setup(Level.Trial)
	public void begin(BenchmarkParams benchmark) {
		start();
		fill();
		String name = benchmark.getBenchmark();
		warmUp(operation(name.substring(name.lastIndexOf('.') + 1)));
	}

	final void start() {
		KeyStream stream = switch (this.keys) {
			case "zipf" -> KeyStream.zipf(NUM_KEYS);
			case "uniform" -> KeyStream.uniform(NUM_KEYS);
			default -> throw new IllegalArgumentException("No keys '" + this.keys + "', but zipf and uniform");
		};
		start(CacheSpec.ofSize(ROOM), stream.row());
		this.allKeys = stream.keys();
		this.equalRow = stream.equalRow();
	}

	private IntConsumer operation(String benchmark) {
		return switch (benchmark) {
			case "read" -> (position) -> this.cache.get(key(position));
			case "readEqual" -> (position) -> this.cache.get(equalKey(position));
			case "loadHit" -> (position) -> this.cache.get(key(position), (missing) -> missing);
			case "asyncGet" -> (position) -> this.cache.getAsync(key(position));
			case "overwrite" -> (position) -> this.cache.put(key(position), key(position + 1));
			default -> (position) -> {
				if ((position & 3) != 0) {
					this.cache.get(key(position));
				}
				else {
					this.cache.put(key(position), key(position + 1));
				}
			};
		};
	}

	/** Stores all keys, anew each time, so that none expires in a long trial. */
	@Setup(Level.Iteration)
	public void fill() {
		for (String key : this.allKeys) {
			this.cache.put(key, key);
		}
	}

	/** Makes sure that what was measured were hits. */
	@TearDown(Level.Iteration)
	public void check() {
		for (String key : this.allKeys) {
			if (this.cache.get(key) == null) {
				throw new IllegalStateException(this.rival + " has lost " + key + ": these are no figures of hits");
			}
		}
	}

	final String equalKey(int position) {
		return this.equalRow[position & (this.equalRow.length - 1)];
	}

}
