package io.github.twscache.benchmarks.rivals;

import java.time.Duration;

/**
 * The features that every cache of a comparison has switched on.
 *
 * @param maxSize the most entries
 * @param ttl the time to live after a write, zero for never
 * @param statistics whether hits and misses are counted
 * @param shards the number of shards of a cache that has some, zero for its default
 * @param inline whether a cache that would evict in another thread is to do so in the
 * caller's, so that a replay by one thread meets the same cache each time
 */
public record CacheSpec(long maxSize, Duration ttl, boolean statistics, int shards, boolean inline) {

	/** The time to live that comparisons agree on: long enough to expire nothing. */
	public static final Duration USUAL_TTL = Duration.ofSeconds(60);

	/**
	 * Gives the features that comparisons have on unless they say otherwise: time to
	 * live, bound, statistics.
	 * @param maxSize the most entries
	 * @return the features
	 */
	public static CacheSpec ofSize(long maxSize) {
		return new CacheSpec(maxSize, USUAL_TTL, true, 0, false);
	}

	/**
	 * Changes the time to live.
	 * @param newTtl the time to live, zero for never
	 * @return other features
	 */
	public CacheSpec withTtl(Duration newTtl) {
		return new CacheSpec(this.maxSize, newTtl, this.statistics, this.shards, this.inline);
	}

	/**
	 * Switches statistics on or off.
	 * @param on whether they are on
	 * @return other features
	 */
	public CacheSpec withStatistics(boolean on) {
		return new CacheSpec(this.maxSize, this.ttl, on, this.shards, this.inline);
	}

	/**
	 * Changes the number of shards.
	 * @param number the number, zero for the default
	 * @return other features
	 */
	public CacheSpec withShards(int number) {
		return new CacheSpec(this.maxSize, this.ttl, this.statistics, number, this.inline);
	}

	/**
	 * Has upkeep done in the caller's thread.
	 * @return other features
	 */
	public CacheSpec withInlineUpkeep() {
		return new CacheSpec(this.maxSize, this.ttl, this.statistics, this.shards, true);
	}

}
