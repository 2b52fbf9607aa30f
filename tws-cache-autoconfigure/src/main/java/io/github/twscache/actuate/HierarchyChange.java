package io.github.twscache.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer to a request that changed all caches.
 *
 * @param numShards the number of shards now asked for; entries may still be moving
 * @param removed how many entries cleanup removed; {@code null} unless it was asked for
 */
public record HierarchyChange(int numShards, @Nullable Long removed) implements OperationResponseBody {
}
