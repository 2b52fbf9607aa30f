package io.github.twscache.benchmarks.throughput;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

import io.github.twscache.benchmarks.rivals.CacheSpec;

/**
 * A full cache that is asked for four times as many keys as it has room for.
 */
public class CrowdedCache extends MeasuredCache {

	/** Makes the cache and warms it up. */
	@Setup(Level.Trial)
	public void begin() {
		start();
		warmUp((position) -> this.cache.put(key(position), key(position + 1)));
	}

	final void start() {
		KeyStream stream = KeyStream.zipf(4 * NUM_KEYS);
		start(CacheSpec.ofSize(NUM_KEYS), stream.row());
		for (String key : stream.keys()) {
			this.cache.put(key, key);
		}
	}

}
