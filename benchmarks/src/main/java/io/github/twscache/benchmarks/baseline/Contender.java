package io.github.twscache.benchmarks.baseline;

import java.time.Duration;

import io.github.twscache.AsyncTtlCache;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.Ticker;
import io.github.twscache.TwsOptimizedAsyncCache;
import io.github.twscache.baseline.BaselineAsyncTtlCache;
import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * A cache in the comparison with what the product replaces.
 *
 * @param cache the cache
 * @param owner closed at the end, with the cache
 */
record Contender(AsyncTtlCache<String, String> cache, AutoCloseable owner) implements AutoCloseable {

	static final int SHARDS = 8;

	private static final Duration CLEANUP_INTERVAL = Duration.ofSeconds(30);

	/**
	 * Makes an empty cache.
	 * @param rival {@code TWS}, {@code TWS_WITHOUT_L1} or {@code BASELINE}
	 * @param maxSize the most entries, if the cache has a bound
	 */
	static Contender of(Rival rival, int maxSize) {
		return switch (rival) {
			case TWS -> {
				CacheSettings settings = CacheSettings.builder()
					.maxSize(maxSize)
					.ttl(CacheSpec.USUAL_TTL)
					.numShards(SHARDS)
					.build();
				CacheHierarchy hierarchy = CacheHierarchy.builder().settings((name) -> settings).build();
				yield new Contender(hierarchy.cache("contender"), hierarchy);
			}
			case TWS_WITHOUT_L1 -> of(TwsOptimizedAsyncCache.<String, String>builder()
				.maxSize(maxSize)
				.ttl(CacheSpec.USUAL_TTL)
				.numShards(SHARDS)
				.build());
			case BASELINE ->
				of(new BaselineAsyncTtlCache<>(SHARDS, CacheSpec.USUAL_TTL, CLEANUP_INTERVAL, Ticker.system()));
			default -> throw new IllegalArgumentException(rival.id() + " has another interface");
		};
	}

	private static Contender of(AsyncTtlCache<String, String> cache) {
		return new Contender(cache, cache);
	}

	/** How often a lock was not free at once; the same kind of count in all. */
	long contentions() {
		return this.cache.metrics().lockContentions();
	}

	@Override
	public void close() {
		try {
			this.owner.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
