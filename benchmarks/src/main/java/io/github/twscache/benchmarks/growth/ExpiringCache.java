package io.github.twscache.benchmarks.growth;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.NamedCache;
import io.github.twscache.Ticker;
import io.github.twscache.baseline.BaselineAsyncTtlCache;
import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * A cache whose clock is set by who measures it, and that cleans up only when told to.
 */
public interface ExpiringCache extends AutoCloseable {

	/** Of the caches that have shards. */
	int SHARDS = 8;

	/** So far away that no background thread cleans up meanwhile. */
	Duration NEVER_BY_ITSELF = Duration.ofHours(10);

	/**
	 * Stores a key, as its own value.
	 * @param key the key
	 */
	void put(Integer key);

	/**
	 * Reads a key until a cache with a first level has it there; does nothing in others,
	 * whose cleanup does not depend on reads.
	 * @param key the key
	 */
	default void promote(Integer key) {
	}

	/** Removes all that has expired. */
	void cleanUp();

	/**
	 * Counts the entries, expired ones among them.
	 * @return the number
	 */
	long size();

	@Override
	void close();

	/**
	 * Makes a cache with the features that comparisons have on.
	 * @param rival which: {@code TWS}, {@code TWS_WITHOUT_L1}, {@code BASELINE} or
	 * {@code CAFFEINE}
	 * @param maxSize the most entries
	 * @param ticker its clock
	 * @return the cache
	 */
	static ExpiringCache of(Rival rival, long maxSize, Ticker ticker) {
		return switch (rival) {
			case TWS -> tws(maxSize, ticker, true);
			case TWS_WITHOUT_L1 -> tws(maxSize, ticker, false);
			case BASELINE -> baseline(ticker);
			case CAFFEINE -> caffeine(maxSize, ticker);
			default -> throw new IllegalArgumentException("The clock of " + rival.id() + " cannot be set");
		};
	}

	private static ExpiringCache tws(long maxSize, Ticker ticker, boolean level1) {
		CacheHierarchy hierarchy = CacheHierarchy.builder()
			.ticker(ticker)
			.cleanupInterval(NEVER_BY_ITSELF)
			.settings((name) -> CacheSettings.builder()
				.maxSize(maxSize)
				.ttl(CacheSpec.USUAL_TTL)
				.numShards(SHARDS)
				.l1Enabled(level1)
				.build())
			.build();
		NamedCache<Integer, Integer> cache = hierarchy.cache("expiring");
		return new Tws(hierarchy, cache, level1);
	}

	private static ExpiringCache baseline(Ticker ticker) {
		BaselineAsyncTtlCache<Integer, Integer> cache = new BaselineAsyncTtlCache<>(SHARDS, CacheSpec.USUAL_TTL,
				NEVER_BY_ITSELF, ticker);
		return new Baseline(cache);
	}

	private static ExpiringCache caffeine(long maxSize, Ticker ticker) {
		return new OfCaffeine(Caffeine.newBuilder()
			.maximumSize(maxSize)
			.expireAfterWrite(CacheSpec.USUAL_TTL)
			.ticker(ticker::read)
			.recordStats()
			.build());
	}

	/**
	 * The product.
	 *
	 * @param owner closed with the cache
	 * @param cache the cache
	 * @param level1 whether there is a first level
	 */
	record Tws(CacheHierarchy owner, NamedCache<Integer, Integer> cache, boolean level1) implements ExpiringCache {

		/** The second level promotes every so many of a thread's hits. */
		private static final int HITS_UNTIL_PROMOTED = 64;

		@Override
		public void put(Integer key) {
			this.cache.put(key, key);
		}

		@Override
		public void promote(Integer key) {
			for (int i = 0; this.level1 && i < HITS_UNTIL_PROMOTED; i++) {
				this.cache.getIfPresent(key);
			}
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
		public void close() {
			this.owner.close();
		}

	}

	/**
	 * What the product replaces.
	 *
	 * @param cache the cache
	 */
	record Baseline(BaselineAsyncTtlCache<Integer, Integer> cache) implements ExpiringCache {

		@Override
		public void put(Integer key) {
			this.cache.set(key, key).join();
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
		public void close() {
			this.cache.close();
		}

	}

	/**
	 * Caffeine.
	 *
	 * @param cache the cache
	 */
	record OfCaffeine(Cache<Integer, Integer> cache) implements ExpiringCache {

		@Override
		public void put(Integer key) {
			this.cache.put(key, key);
		}

		@Override
		public void cleanUp() {
			// A call removes a thousand entries at most and leaves the others to the
			// next.
			long before;
			do {
				before = this.cache.estimatedSize();
				this.cache.cleanUp();
			}
			while (this.cache.estimatedSize() < before);
		}

		@Override
		public long size() {
			return this.cache.estimatedSize();
		}

		@Override
		public void close() {
			this.cache.invalidateAll();
		}

	}

}
