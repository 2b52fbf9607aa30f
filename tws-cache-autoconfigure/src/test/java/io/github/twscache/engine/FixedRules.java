package io.github.twscache.engine;

import java.time.Duration;

/**
 * Says the same of every value.
 *
 * @param terms what it says
 */
record FixedRules(Terms terms) implements LifetimeRules {

	static final Duration TTL = Duration.ofSeconds(10);

	static final Duration MAX_STALE = Duration.ofSeconds(60);

	/** The throttle time of {@link LoadSettings#NONE}. */
	static final Duration THROTTLE = Duration.ofSeconds(1);

	/** Keeps values for failing loads. */
	static FixedRules stale() {
		return new FixedRules(new Terms(TTL.toNanos(), 0, MAX_STALE.toNanos(), 0));
	}

	/** Has values loaded anew after half of their time. */
	static FixedRules refreshed() {
		return new FixedRules(new Terms(TTL.toNanos(), 0, 0, 0.5));
	}

	/** Does both. */
	static FixedRules staleAndRefreshed() {
		return new FixedRules(new Terms(TTL.toNanos(), 0, MAX_STALE.toNanos(), 0.5));
	}

	/** Settings of a store of eight shards that is far from full. */
	StoreSettings settings(LoadSettings loads) {
		return new StoreSettings(8, 10_000, null, 0, -1, 0, 0, 0, 64, true, this, loads);
	}

	@Override
	public Terms terms(Object key, Object value) {
		return this.terms;
	}

	@Override
	public boolean servesStale() {
		return this.terms.staleNanos() > 0;
	}

	@Override
	public boolean refreshesAhead() {
		return this.terms.refreshFraction() > 0;
	}

}
