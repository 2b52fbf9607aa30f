package io.github.twscache.actuate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer to a request that changed one cache.
 *
 * @param cache its name
 * @param maxSize the bound now in force
 * @param ttl the time to live now in force, as ISO-8601
 * @param removed how many entries cleanup removed; {@code null} unless it was asked for
 */
public record CacheChange(String cache, long maxSize, String ttl,
		@Nullable Long removed) implements OperationResponseBody {
}
