package io.github.twscache;

import java.time.Duration;

import io.github.twscache.engine.StoreStatistics;

/**
 * What a cache has done since it was made. Counters are exact once all callers have
 * returned; entries = inserts - evictions - expirations - invalidations.
 *
 * @param size the entries held
 * @param weight their weight; equal to the size in a cache without {@link Weigher}
 * @param l1Size the references the first level holds
 * @param l1Hits look-ups answered by the first level
 * @param l2Hits look-ups answered by the second level
 * @param misses look-ups that found nothing to return
 * @param puts values stored, by loads and overwrites too
 * @param inserts entries made
 * @param evictions entries removed for size
 * @param expirations entries removed for age
 * @param invalidations entries removed by callers
 * @param moves entries moved between shards
 * @param loads loads that ended well
 * @param loadFailures loads that failed
 * @param loadNanos the time all loads took together, in nanoseconds
 * @param loadsInFlight loads under way now
 * @param keyLockContentions how often a key lock was not free at once
 * @param shardLockContentions how often a shard lock was not free at once
 * @param cleanups the number of cleanups
 * @param cleanupNanos the time all cleanups took together, in nanoseconds
 * @param lastCleanupNanos the time the last cleanup took, in nanoseconds
 * @param staleServed callers who got a value whose time to live had passed, because its
 * load failed or took too long; those who hit one within {@code fail-safe.throttle} are
 * among the hits, the others among the misses
 * @param ttlPolicyFailures values stored for the time to live they have by themselves,
 * because the {@link TtlPolicy} gave none, or the text of their key could not be had
 */
public record CacheStatistics(long size, long weight, long l1Size, long l1Hits, long l2Hits, long misses, long puts,
		long inserts, long evictions, long expirations, long invalidations, long moves, long loads, long loadFailures,
		long loadNanos, long loadsInFlight, long keyLockContentions, long shardLockContentions, long cleanups,
		long cleanupNanos, long lastCleanupNanos, long staleServed, long ttlPolicyFailures) {

	static CacheStatistics of(StoreStatistics from, long ttlPolicyFailures) {
		return new CacheStatistics(from.size(), from.weight(), from.level1Size(), from.level1Hits(), from.level2Hits(),
				from.misses(), from.puts(), from.inserts(), from.evictions(), from.expirations(), from.invalidations(),
				from.moves(), from.loads(), from.loadFailures(), from.loadNanos(), from.loadsInFlight(),
				from.keyLockContentions(), from.shardLockContentions(), from.cleanups(), from.cleanupNanos(),
				from.lastCleanupNanos(), from.staleServed(), ttlPolicyFailures);
	}

	/**
	 * Counts all hits.
	 * @return hits of both levels
	 */
	public long hits() {
		return this.l1Hits + this.l2Hits;
	}

	/**
	 * Counts all look-ups.
	 * @return hits and misses
	 */
	public long gets() {
		return hits() + this.misses;
	}

	/**
	 * Gives the share of look-ups that hit.
	 * @return 0 to 1; 0 before the first look-up
	 */
	public double hitRatio() {
		return ratio(hits(), gets());
	}

	/**
	 * Gives the share of look-ups that the first level answered.
	 * @return 0 to 1; 0 before the first look-up
	 */
	public double l1HitRatio() {
		return ratio(this.l1Hits, gets());
	}

	/**
	 * Gives the share of the first level's misses that the second answered.
	 * @return 0 to 1; 0 before the first of them
	 */
	public double l2HitRatio() {
		return ratio(this.l2Hits, this.l2Hits + this.misses);
	}

	/**
	 * Gives the mean time of a load.
	 * @return the time, zero before the first load
	 */
	public Duration averageLoadTime() {
		long ended = this.loads + this.loadFailures;
		return Duration.ofNanos((ended == 0) ? 0 : this.loadNanos / ended);
	}

	/**
	 * Counts contention of both kinds of lock.
	 * @return how often a lock was not free at once
	 */
	public long lockContentions() {
		return this.keyLockContentions + this.shardLockContentions;
	}

	private static double ratio(long part, long whole) {
		return (whole == 0) ? 0 : (double) part / whole;
	}

}
