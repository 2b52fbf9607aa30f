package io.github.twscache.benchmarks.rivals;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.NamedCache;

/**
 * The product, as its users get it: a named cache of a hierarchy.
 */
final class TwsRival<K, V> implements RivalCache<K, V> {

	private final CacheHierarchy hierarchy;

	private final NamedCache<K, V> cache;

	TwsRival(CacheSpec spec, boolean level1) {
		CacheSettingsBuilder settings = CacheSettings.builder()
			.maxSize(spec.maxSize())
			.ttl(spec.ttl())
			.recordStats(spec.statistics())
			.l1Enabled(level1);
		if (spec.shards() > 0) {
			settings.numShards(spec.shards());
		}
		this.hierarchy = CacheHierarchy.builder().settings((name) -> settings.build()).build();
		this.cache = this.hierarchy.cache("benchmark");
	}

	@Override
	public @Nullable V get(K key) {
		return this.cache.getIfPresent(key);
	}

	@Override
	public void put(K key, V value) {
		this.cache.put(key, value);
	}

	@Override
	public @Nullable V get(K key, Function<K, V> loader) {
		return this.cache.get(key, loader::apply);
	}

	@Override
	public CompletableFuture<@Nullable V> getAsync(K key) {
		return this.cache.getAsync(key, (missing) -> CompletableFuture.completedFuture(null));
	}

	@Override
	public void cleanUp() {
		this.cache.cleanUp();
	}

	@Override
	public long size() {
		return this.cache.size();
	}

	@Override
	public Object nativeCache() {
		return this.cache;
	}

	@Override
	public void close() {
		this.hierarchy.close();
	}

}
