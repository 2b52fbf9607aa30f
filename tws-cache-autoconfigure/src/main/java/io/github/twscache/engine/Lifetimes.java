package io.github.twscache.engine;

import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Tells how long a value lives: as the rules say where there are any, else as the
 * settings do.
 */
final class Lifetimes {

	private final @Nullable LifetimeRules rules;

	private final long nullTtlNanos;

	private final double jitter;

	private volatile long ttlNanos;

	Lifetimes(StoreSettings settings) {
		this.rules = settings.rules();
		this.ttlNanos = settings.ttlNanos();
		this.nullTtlNanos = settings.nullTtlNanos();
		this.jitter = settings.ttlJitter();
	}

	/** Only matters without rules, which know it themselves. */
	void setTtl(long ttlNanos) {
		this.ttlNanos = ttlNanos;
	}

	/**
	 * What the rules say of a value; not under a lock, for they may ask the user's code.
	 */
	@Nullable Terms terms(Object key, Object value) {
		LifetimeRules present = this.rules;
		return (present != null) ? present.terms(key, value) : null;
	}

	/**
	 * The deadline of a value.
	 * @param terms what the rules say of it, if there are any
	 * @param ttlNanos its own time to live, {@link ShardedStore#OWN_TTL} if it has none
	 */
	long deadline(@Nullable Terms terms, Object value, long ttlNanos, long nowNanos) {
		if (terms != null) {
			long life = (ttlNanos == ShardedStore.OWN_TTL) ? terms.ttlNanos() : ttlNanos;
			return deadline(life, terms.jitter(), nowNanos);
		}
		return (ttlNanos == ShardedStore.OWN_TTL) ? deadline(value, nowNanos) : deadline(ttlNanos, nowNanos);
	}

	/** The deadline of a value that has no time to live of its own. */
	long deadline(Object value, long nowNanos) {
		boolean ofNull = value == Masked.NULL && this.nullTtlNanos >= 0;
		return deadline(ofNull ? this.nullTtlNanos : this.ttlNanos, nowNanos);
	}

	long deadline(long lifeNanos, long nowNanos) {
		return deadline(lifeNanos, this.jitter, nowNanos);
	}

	private static long deadline(long lifeNanos, double jitter, long nowNanos) {
		long shortened = lifeNanos;
		if (jitter > 0 && lifeNanos > 0) {
			shortened -= (long) (lifeNanos * jitter * ThreadLocalRandom.current().nextDouble());
			shortened = Math.max(1, shortened);
		}
		return Expiry.after(nowNanos, shortened);
	}

}
