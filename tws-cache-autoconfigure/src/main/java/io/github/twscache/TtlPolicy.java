package io.github.twscache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Tells how long a value lives, by its key and by the value itself. Called under no lock
 * before a value is stored, by the thread that is going to store it; so it has to be
 * fast, and safe for use by many threads. It may be called for values that are not stored
 * in the end, or that were given a time to live of their own, which wins.
 * <p>
 * A policy that throws, or returns {@code null} or a negative duration, changes nothing
 * for the caller: the value is stored for the time to live that it would have without a
 * policy. Such failures are counted, and the first of a cache is logged.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface TtlPolicy<K, V> {

	/**
	 * What a policy returns that has nothing to say of a value: it lives as long as it
	 * would without a policy. Compared by {@code equals}.
	 */
	Duration OWN_TTL = Duration.ofSeconds(Long.MIN_VALUE);

	/**
	 * Tells how long a value lives.
	 * @param key the key
	 * @param value the value; {@code null} for a cached {@code null}
	 * @return the time to live, zero for a value that never expires, or {@link #OWN_TTL};
	 * {@code null} counts as a failure
	 */
	@Nullable Duration ttl(K key, @Nullable V value);

}
