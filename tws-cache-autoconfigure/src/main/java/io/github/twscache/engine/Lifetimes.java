package io.github.twscache.engine;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells how long a value lives.
 */
final class Lifetimes {

	private final long nullTtlNanos;

	private final double jitter;

	private volatile long ttlNanos;

	Lifetimes(StoreSettings settings) {
		this.ttlNanos = settings.ttlNanos();
		this.nullTtlNanos = settings.nullTtlNanos();
		this.jitter = settings.ttlJitter();
	}

	void setTtl(long ttlNanos) {
		this.ttlNanos = ttlNanos;
	}

	/** The deadline of a value that has no time to live of its own. */
	long deadline(Object value, long nowNanos) {
		boolean ofNull = value == Masked.NULL && this.nullTtlNanos >= 0;
		return deadline(ofNull ? this.nullTtlNanos : this.ttlNanos, nowNanos);
	}

	long deadline(long lifeNanos, long nowNanos) {
		long shortened = lifeNanos;
		if (this.jitter > 0 && lifeNanos > 0) {
			shortened -= (long) (lifeNanos * this.jitter * ThreadLocalRandom.current().nextDouble());
			shortened = Math.max(1, shortened);
		}
		return Expiry.after(nowNanos, shortened);
	}

}
