package io.github.twscache.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Binds the meters that Micrometer has for caches of every kind, {@code cache.*}. Bound
 * more than once, it changes nothing.
 * <p>
 * {@code cache.load.duration} is the time of all loads together, as in Micrometer's other
 * binders. {@code cache.removals} has the tag {@code reason}: {@code explicit} for what
 * callers removed, {@code size} and {@code expired} for what the cache removed itself.
 * Look-ups and stores have no meters where the cache does not count them.
 */
public final class NamedCacheMeterBinder extends CacheMeterBinder<NamedCache<?, ?>> {

	private static final long UNSUPPORTED = -1;

	private static final String REMOVALS = "cache.removals";

	private static final String REMOVALS_DESCRIPTION = "The number of entries removed, by reason";

	private final boolean counted;

	/**
	 * Creates the binder.
	 * @param cache the cache; held weakly
	 * @param tags tags of all its meters, beside {@code cache}
	 */
	public NamedCacheMeterBinder(NamedCache<?, ?> cache, Iterable<Tag> tags) {
		super(cache, cache.name(), tags);
		this.counted = cache.settings().recordStats();
	}

	@Override
	protected @Nullable Long size() {
		return read(CacheStatistics::size);
	}

	@Override
	protected long hitCount() {
		return this.counted ? read(CacheStatistics::hits) : UNSUPPORTED;
	}

	@Override
	protected @Nullable Long missCount() {
		return this.counted ? Long.valueOf(read(CacheStatistics::misses)) : null;
	}

	@Override
	protected @Nullable Long evictionCount() {
		return read(CacheStatistics::evictions);
	}

	@Override
	protected long putCount() {
		return this.counted ? read(CacheStatistics::puts) : UNSUPPORTED;
	}

	@Override
	protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
		NamedCache<?, ?> cache = getCache();
		if (cache == null) {
			return;
		}
		StatisticsMeters meters = new StatisticsMeters(cache, getTagsWithCacheName(), registry);
		meters.counter("cache.load", "The number of loads, by result", CacheStatistics::loads, "result", "success");
		meters.counter("cache.load", "The number of loads, by result", CacheStatistics::loadFailures, "result",
				"failure");
		TimeGauge
			.builder("cache.load.duration", cache, TimeUnit.NANOSECONDS,
					(named) -> StatisticsMeters.read(named, CacheStatistics::loadNanos))
			.tags(getTagsWithCacheName())
			.description("The time all loads took together")
			.register(registry);
		meters.counter(REMOVALS, REMOVALS_DESCRIPTION, CacheStatistics::invalidations, "reason", "explicit");
		meters.counter(REMOVALS, REMOVALS_DESCRIPTION, CacheStatistics::evictions, "reason", "size");
		meters.counter(REMOVALS, REMOVALS_DESCRIPTION, CacheStatistics::expirations, "reason", "expired");
	}

	private long read(ToLongFunction<CacheStatistics> figure) {
		NamedCache<?, ?> cache = getCache();
		return (cache != null) ? StatisticsMeters.read(cache, figure) : 0;
	}

}
