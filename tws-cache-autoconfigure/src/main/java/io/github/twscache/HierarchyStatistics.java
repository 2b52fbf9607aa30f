package io.github.twscache;

import java.util.Map;

/**
 * The state of all caches of a hierarchy.
 *
 * @param numShards the number of shards asked for
 * @param caches the statistics by cache name, in the order the caches were made
 */
public record HierarchyStatistics(int numShards, Map<String, CacheStatistics> caches) {
}
