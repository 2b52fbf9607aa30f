package io.github.twscache.autoconfigure;

import io.github.twscache.metrics.NamedCacheMeterBinder;
import io.github.twscache.spring.TwsCache;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.cache.metrics.CacheMeterBinderProvider;

/**
 * Provides Boot with the standard meters of a {@link TwsCache}.
 */
class TwsCacheMeterBinderProvider implements CacheMeterBinderProvider<TwsCache> {

	@Override
	public MeterBinder getMeterBinder(TwsCache cache, Iterable<Tag> tags) {
		return new NamedCacheMeterBinder(cache.getNativeCache(), tags);
	}

}
