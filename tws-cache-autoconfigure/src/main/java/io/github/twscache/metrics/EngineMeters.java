package io.github.twscache.metrics;

import java.util.concurrent.TimeUnit;

import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Binds the meters of what only this cache has: levels, locks, cleanup, moves. Their
 * names are their own, {@code tws.cache.*}, so that a sum over the standard ones counts
 * nothing twice.
 */
final class EngineMeters implements MeterBinder {

	private static final String GETS = "tws.cache.level.gets";

	private static final String GETS_DESCRIPTION = "The number of look-ups that reached a level, by result";

	private static final String SIZE = "tws.cache.level.size";

	private static final String CONTENTIONS = "tws.cache.lock.contentions";

	private static final String CONTENTIONS_DESCRIPTION = "The number of times a lock was not free at once";

	private final NamedCache<?, ?> cache;

	private final Iterable<Tag> tags;

	EngineMeters(NamedCache<?, ?> cache, Iterable<Tag> tags) {
		this.cache = cache;
		this.tags = tags;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		StatisticsMeters meters = new StatisticsMeters(this.cache, this.tags, registry);
		if (this.cache.settings().recordStats()) {
			meters.counter(GETS, GETS_DESCRIPTION, CacheStatistics::l1Hits, "level", "l1", "result", "hit");
			meters.counter(GETS, GETS_DESCRIPTION, (done) -> done.l2Hits() + done.misses(), "level", "l1", "result",
					"miss");
			meters.counter(GETS, GETS_DESCRIPTION, CacheStatistics::l2Hits, "level", "l2", "result", "hit");
			meters.counter(GETS, GETS_DESCRIPTION, CacheStatistics::misses, "level", "l2", "result", "miss");
		}
		meters.gauge(SIZE, "The number of entries a level can answer", CacheStatistics::l1Size, "level", "l1");
		meters.gauge(SIZE, "The number of entries a level can answer", CacheStatistics::size, "level", "l2");
		meters.counter("tws.cache.expirations", "The number of entries removed for age", CacheStatistics::expirations);
		meters.counter("tws.cache.moves", "The number of entries moved between shards", CacheStatistics::moves);
		meters.counter(CONTENTIONS, CONTENTIONS_DESCRIPTION, CacheStatistics::keyLockContentions, "lock", "key");
		meters.counter(CONTENTIONS, CONTENTIONS_DESCRIPTION, CacheStatistics::shardLockContentions, "lock", "shard");
		meters.counter("tws.cache.stale.served", "The number of stale values served", CacheStatistics::staleServed);
		meters.counter("tws.cache.ttl.policy.failures",
				"The number of values whose TtlPolicy, or whose key's toString, failed",
				CacheStatistics::ttlPolicyFailures);
		meters.gauge("tws.cache.load.inflight", "The number of loads under way", CacheStatistics::loadsInFlight);
		FunctionTimer
			.builder("tws.cache.cleanup", this.cache,
					(cache) -> StatisticsMeters.read(cache, CacheStatistics::cleanups),
					(cache) -> StatisticsMeters.read(cache, CacheStatistics::cleanupNanos), TimeUnit.NANOSECONDS)
			.tags(this.tags)
			.description("The time cleanups of expired entries took")
			.register(registry);
	}

}
