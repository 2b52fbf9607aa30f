package io.github.twscache.metrics;

import java.util.function.ToLongFunction;

import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;

/**
 * Registers meters that read one figure of a cache's statistics. Every figure of a closed
 * cache is zero: its registry may outlive it.
 *
 * @param cache the cache
 * @param tags the tags of all meters
 * @param registry where they go
 */
record StatisticsMeters(NamedCache<?, ?> cache, Iterable<Tag> tags, MeterRegistry registry) {

	static long read(NamedCache<?, ?> cache, ToLongFunction<CacheStatistics> figure) {
		try {
			return figure.applyAsLong(cache.metrics());
		}
		catch (IllegalStateException ex) {
			return 0;
		}
	}

	void counter(String name, String description, ToLongFunction<CacheStatistics> figure, String... moreTags) {
		FunctionCounter.builder(name, this.cache, (cache) -> read(cache, figure))
			.tags(this.tags)
			.tags(moreTags)
			.description(description)
			.register(this.registry);
	}

	void gauge(String name, String description, ToLongFunction<CacheStatistics> figure, String... moreTags) {
		Gauge.builder(name, this.cache, (cache) -> read(cache, figure))
			.tags(this.tags)
			.tags(moreTags)
			.description(description)
			.register(this.registry);
	}

}
