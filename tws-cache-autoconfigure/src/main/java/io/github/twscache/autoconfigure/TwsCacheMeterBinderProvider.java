package io.github.twscache.autoconfigure;

import io.github.twscache.NamedCache;
import io.github.twscache.metrics.CacheHierarchyMetrics;
import io.github.twscache.metrics.NamedCacheMeterBinder;
import io.github.twscache.spring.TwsCache;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;

/**
 * Provides Boot with the standard meters of a {@link TwsCache}, except where
 * {@link CacheHierarchyMetrics} binds them: it does so for caches made later, too, and a
 * second binding would have Micrometer warn of each gauge.
 */
class TwsCacheMeterBinderProvider implements CacheMeterBinderProvider<TwsCache> {

	private final ObjectProvider<CacheHierarchyMetrics> metrics;

	TwsCacheMeterBinderProvider(ObjectProvider<CacheHierarchyMetrics> metrics) {
		this.metrics = metrics;
	}

	@Override
	public @Nullable MeterBinder getMeterBinder(TwsCache cache, Iterable<Tag> tags) {
		NamedCache<?, ?> named = cache.getNativeCache();
		boolean bound = this.metrics.stream().anyMatch((candidate) -> candidate.covers(named));
		return bound ? null : new NamedCacheMeterBinder(named, tags);
	}

}
