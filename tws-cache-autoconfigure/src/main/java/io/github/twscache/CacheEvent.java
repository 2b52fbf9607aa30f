package io.github.twscache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an entry.
 *
 * @param cacheName the cache
 * @param kind what happened
 * @param key the key
 * @param value the value stored, loaded or removed; {@code null} for a cached
 * {@code null} and for a load that failed
 * @param duration the time a load took; zero for all other kinds
 */
public record CacheEvent(String cacheName, Kind kind, Object key, @Nullable Object value, Duration duration) {

	/**
	 * The kinds of event.
	 */
	public enum Kind {

		/** A new entry was made. */
		CREATED,

		/** The value of an entry was replaced. */
		UPDATED,

		/** The cache removed an entry for size. */
		EVICTED,

		/** The cache removed an entry for age. */
		EXPIRED,

		/** A caller removed an entry. */
		INVALIDATED,

		/** A load ended well. */
		LOADED,

		/** A load failed. */
		LOAD_FAILED

	}

}
