package io.github.twscache.generated;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the model knows of one entry. Times are nanoseconds since the cache was made.
 */
final class Held {

	/** The deadline of an entry that never expires. */
	static final long NEVER = Long.MAX_VALUE;

	final @Nullable Value value;

	final long weight;

	final long written;

	/** The earliest time the cache may say it was written at. */
	long writtenEarliest;

	/** The earliest and the latest deadline it may have, apart from expiry by access. */
	long earliest;

	long latest;

	long accessed;

	/** Until then it is served though it has expired, because a load has failed. */
	long retryAt;

	/** From then on it is loaded anew when it is read: never while that is under way. */
	long refreshAt = NEVER;

	/** Whether the cache returns it; if not it has expired, and may be there or not. */
	boolean live = true;

	Held(@Nullable Value value, long weight, long now) {
		this.value = value;
		this.weight = weight;
		this.written = now;
		this.writtenEarliest = now;
		this.accessed = now;
	}

	/** Adds a duration to a time; zero, and what is too long, is never. */
	static long after(long now, long nanos) {
		long sum = now + nanos;
		return (nanos == 0 || sum < 0) ? NEVER : sum;
	}

	static long nanos(Duration duration) {
		return (duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0) ? duration.toNanos() : Long.MAX_VALUE;
	}

}
