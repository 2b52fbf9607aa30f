package io.github.twscache.engine;

/**
 * A value that is in a store, and how old it is.
 *
 * @param value the masked value
 * @param stale whether its time to live has passed
 * @param ageMillis milliseconds since it was written
 * @param staleNanos nanoseconds since its time to live passed, zero if it has not
 */
public record StoredValue(Object value, boolean stale, long ageMillis, long staleNanos) {

	/** Describes a value read from an entry, by deadlines that were read before it. */
	static StoredValue of(Entry entry, long deadlineNanos, Object value, long nowNanos) {
		boolean stale = deadlineNanos - nowNanos <= 0;
		return new StoredValue(value, stale, entry.ageMillis(nowNanos), stale ? nowNanos - deadlineNanos : 0);
	}

}
