package io.github.twscache.engine;

/**
 * What a store has done.
 *
 * @param size the entries held
 * @param weight their weight
 * @param level1Size the entries the first level refers to
 * @param level1Hits look-ups answered by the first level
 * @param level2Hits look-ups answered by the shards
 * @param misses look-ups that found nothing
 * @param puts values stored
 * @param inserts entries made
 * @param evictions entries removed for size
 * @param expirations entries removed for age
 * @param invalidations entries removed by callers
 * @param moves entries moved between shards
 * @param loads loads that ended well
 * @param loadFailures loads that failed
 * @param loadNanos the time of all loads
 * @param loadsInFlight loads under way
 * @param keyLockContentions key locks that were not free at once
 * @param shardLockContentions shard locks that were not free at once
 * @param cleanups cleanups done
 * @param cleanupNanos the time of all cleanups
 * @param lastCleanupNanos the time of the last cleanup
 * @param staleServed answers with a value whose time to live had passed
 */
public record StoreStatistics(long size, long weight, long level1Size, long level1Hits, long level2Hits, long misses,
		long puts, long inserts, long evictions, long expirations, long invalidations, long moves, long loads,
		long loadFailures, long loadNanos, long loadsInFlight, long keyLockContentions, long shardLockContentions,
		long cleanups, long cleanupNanos, long lastCleanupNanos, long staleServed) {

	static StoreStatistics of(ShardedStore store) {
		ShardView totals = store.totals();
		StripedCounters counters = store.counters();
		Level1 level1 = store.level1();
		SingleFlight loads = store.loads();
		Cleanup cleanup = store.cleanup();
		return new StoreStatistics(totals.size(), totals.weight(), (level1 != null) ? level1.size() : 0,
				counters.sum(StripedCounters.L1_HITS), counters.sum(StripedCounters.L2_HITS),
				counters.sum(StripedCounters.MISSES), counters.sum(StripedCounters.PUTS), totals.inserts(),
				totals.evictions(), totals.expirations(), totals.invalidations(), totals.moves(), loads.loads(),
				loads.failures(), loads.nanos(), loads.inFlight(), store.locks().keyLock().contentions(),
				store.topology().contentions(), cleanup.rounds(), cleanup.nanos(), cleanup.lastNanos(),
				counters.sum(StripedCounters.STALE_SERVED));
	}

}
