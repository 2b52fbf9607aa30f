package io.github.twscache.benchmarks.throughput;

import java.time.Duration;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

import io.github.twscache.benchmarks.rivals.CacheSpec;

/**
 * A cache of which entries expire all the time.
 */
public class FleetingCache extends MeasuredCache {

	private static final Duration TTL = Duration.ofMillis(20);

	/** Makes the cache and warms it up. */
	@Setup(Level.Trial)
	public void begin() {
		start();
		warmUp((position) -> {
			if (this.cache.get(key(position)) == null) {
				this.cache.put(key(position), key(position));
			}
		});
	}

	final void start() {
		start(CacheSpec.ofSize(ROOM).withTtl(TTL), KeyStream.zipf(NUM_KEYS).row());
	}

}
