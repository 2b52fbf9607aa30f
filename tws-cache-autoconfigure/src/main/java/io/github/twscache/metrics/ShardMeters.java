package io.github.twscache.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.twscache.NamedCache;
import io.github.twscache.ShardStatistics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/**
 * Keeps one gauge for each shard of a cache, and none for a shard that is no more.
 */
final class ShardMeters {

	private final NamedCache<?, ?> cache;

	private final Iterable<Tag> tags;

	private final MeterRegistry registry;

	private final ShardSizes sizes;

	private final ReentrantLock lock = new ReentrantLock();

	/** By shard index. */
	@GuardedBy("lock")
	private final Map<Integer, Meter> gauges = new HashMap<>();

	ShardMeters(NamedCache<?, ?> cache, Iterable<Tag> tags, MeterRegistry registry) {
		this.cache = cache;
		this.tags = tags;
		this.registry = registry;
		this.sizes = new ShardSizes(cache);
	}

	void follow() {
		this.cache.onResize(this::update);
		update();
	}

	private void update() {
		this.lock.lock();
		try {
			this.sizes.forget();
			// Read under the lock: of two resizes, the state after the last one stays.
			Map<Integer, Meter> gone = new HashMap<>(this.gauges);
			for (ShardStatistics shard : this.cache.shards()) {
				gone.remove(shard.index());
				this.gauges.computeIfAbsent(shard.index(), this::register);
			}
			gone.forEach((index, gauge) -> {
				this.registry.remove(gauge);
				this.gauges.remove(index);
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	private Meter register(int index) {
		return Gauge.builder("tws.cache.shard.size", this.sizes, (sizes) -> sizes.size(index))
			.tags(this.tags)
			.tag("shard", String.valueOf(index))
			.description("The number of entries in a shard, or their weight if the cache weighs them")
			.strongReference(true)
			.register(this.registry);
	}

}
