package io.github.twscache.benchmarks.rivals;

import java.util.function.Function;

import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.spi.service.StatisticsService;
import org.jspecify.annotations.Nullable;

/**
 * Ehcache, on the heap.
 */
final class EhcacheRival<K, V> implements RivalCache<K, V> {

	private static final String NAME = "benchmark";

	private final CacheManager manager;

	private final Cache<K, V> cache;

	private final StatisticsService statistics = new DefaultStatisticsService();

	@SuppressWarnings("unchecked")
	EhcacheRival(CacheSpec spec) {
		CacheConfigurationBuilder<Object, Object> configuration = CacheConfigurationBuilder
			.newCacheConfigurationBuilder(Object.class, Object.class, ResourcePoolsBuilder.heap(spec.maxSize()))
			.withExpiry(spec.ttl().isZero() ? ExpiryPolicyBuilder.noExpiration()
					: ExpiryPolicyBuilder.timeToLiveExpiration(spec.ttl()));
		CacheManagerBuilder<CacheManager> builder = CacheManagerBuilder.newCacheManagerBuilder()
			.withCache(NAME, configuration);
		this.manager = (spec.statistics() ? builder.using(this.statistics) : builder).build(true);
		this.cache = (Cache<K, V>) this.manager.getCache(NAME, Object.class, Object.class);
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.get(key);
	}

	@Override
	public void put(K key, V value) {
		this.cache.put(key, value);
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		V found = this.cache.get(key);
		if (found != null) {
			return found;
		}
		V loaded = loader.apply(key);
		V present = this.cache.putIfAbsent(key, loaded);
		return (present != null) ? present : loaded;
	}

	@Override
	public void cleanUp() {
		// It has no such call: expired entries go when they are met.
	}

	@Override
	public long size() {
		long size = 0;
		for (Cache.Entry<K, V> entry : this.cache) {
			size += (entry != null) ? 1 : 0;
		}
		return size;
	}

	@Override
	public Object nativeCache() {
		return this.cache;
	}

	@Override
	public void close() {
		this.manager.close();
	}

}
