package io.github.twscache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A value that is in a cache, so that a cached {@code null} can be told from none, and a
 * stale value from one in time.
 *
 * @param value the value
 * @param isStale whether its time to live has passed
 * @param age the time since it was written, to the millisecond; zero where only the value
 * was asked for
 * @param staleFor the time since its time to live passed, zero if it has not
 * @param <V> the type of the value
 */
public record CachedValue<V>(@Nullable V value, boolean isStale, Duration age, Duration staleFor) {

	/**
	 * Creates a value that is not stale, and of whose age nothing is said.
	 * @param value the value
	 */
	public CachedValue(@Nullable V value) {
		this(value, false, Duration.ZERO, Duration.ZERO);
	}

}
