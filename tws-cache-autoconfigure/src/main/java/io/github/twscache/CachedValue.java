package io.github.twscache;

import org.jspecify.annotations.Nullable;

/**
 * A value that is in a cache, so that a cached {@code null} can be told from none.
 *
 * @param value the value
 * @param <V> the type of the value
 */
public record CachedValue<V>(@Nullable V value) {
}
