package io.github.twscache.metrics;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;

/**
 * Times the loads of a cache, those that fail too.
 */
final class LoadTimer implements CacheEventListener {

	/*
	 * Fixed buckets: a percentile histogram would be some seventy series a cache. Whoever
	 * wants one asks for it with management.metrics.distribution.
	 */
	private static final Duration[] BUCKETS = LongStream
		.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
		.mapToObj(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final NamedCache<?, ?> cache;

	private final Timer timer;

	LoadTimer(NamedCache<?, ?> cache, Iterable<Tag> tags, MeterRegistry registry) {
		this.cache = cache;
		this.timer = Timer.builder("tws.cache.load")
			.tags(tags)
			.description("The time a load took, whether it ended well or failed")
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	void listen() {
		this.cache.addListener(this);
	}

	@Override
	public Set<Kind> kinds() {
		return EnumSet.of(Kind.LOADED, Kind.LOAD_FAILED);
	}

	@Override
	public void onEvent(CacheEvent event) {
		this.timer.record(event.duration());
	}

}
