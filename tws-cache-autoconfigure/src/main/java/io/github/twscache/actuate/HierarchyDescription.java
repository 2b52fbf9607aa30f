package io.github.twscache.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Describes all caches of a hierarchy.
 *
 * @param numShards the number of shards asked for
 * @param caches the caches by name, in the order they were made
 */
public record HierarchyDescription(int numShards,
		Map<String, CacheDescription> caches) implements OperationResponseBody {
}
