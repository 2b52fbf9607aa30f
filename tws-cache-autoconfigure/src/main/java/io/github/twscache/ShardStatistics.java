package io.github.twscache;

/**
 * The state of one shard.
 *
 * @param index its index
 * @param size the entries in it, or their weight in a cache with a {@link Weigher}
 * @param capacity the most it may hold, in the same unit
 * @param ringShare the share of all keys that it owns, 0 to 1
 * @param lockContentions how often its lock was not free at once
 */
public record ShardStatistics(int index, long size, long capacity, double ringShare, long lockContentions) {
}
