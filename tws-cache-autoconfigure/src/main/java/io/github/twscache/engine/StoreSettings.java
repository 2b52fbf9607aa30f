package io.github.twscache.engine;

import java.util.function.ToIntBiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What a store is told when it is made. Durations are in nanoseconds, zero means never.
 *
 * @param numShards the shards asked for
 * @param maximum the bound, in entries or weight
 * @param weigher what weighs an entry, called with key and masked value
 * @param ttlNanos the time to live
 * @param nullTtlNanos the time to live of {@link Masked#NULL}, negative for
 * {@code ttlNanos}
 * @param ttlJitter the fraction by which a time to live is shortened at most
 * @param accessNanos the time after which an entry that is not read expires
 * @param level1Slots the most slots of the first level, 0 to have them chosen from the
 * bound, negative for no first level
 * @param keyLockMax the most key locks alive
 * @param recordStats whether look-ups and stores are counted
 * @param rules what says how long a value lives, and then stands in for the times to live
 * above; {@code null} if one time to live holds for all
 * @param loads how missing values are loaded
 */
public record StoreSettings(int numShards, long maximum, @Nullable ToIntBiFunction<Object, Object> weigher,
		long ttlNanos, long nullTtlNanos, double ttlJitter, long accessNanos, int level1Slots, int keyLockMax,
		boolean recordStats, @Nullable LifetimeRules rules, LoadSettings loads) {

	/**
	 * Creates settings without rules, time-outs and refresh.
	 * @param numShards the shards asked for
	 * @param maximum the bound
	 * @param weigher what weighs an entry
	 * @param ttlNanos the time to live
	 * @param nullTtlNanos the time to live of {@link Masked#NULL}
	 * @param ttlJitter the fraction by which a time to live is shortened at most
	 * @param accessNanos the time after which an entry that is not read expires
	 * @param level1Slots the most slots of the first level
	 * @param keyLockMax the most key locks alive
	 * @param recordStats whether look-ups and stores are counted
	 */
	public StoreSettings(int numShards, long maximum, @Nullable ToIntBiFunction<Object, Object> weigher, long ttlNanos,
			long nullTtlNanos, double ttlJitter, long accessNanos, int level1Slots, int keyLockMax,
			boolean recordStats) {
		this(numShards, maximum, weigher, ttlNanos, nullTtlNanos, ttlJitter, accessNanos, level1Slots, keyLockMax,
				recordStats, null, LoadSettings.NONE);
	}

	/** Whether entries know more than a value and a deadline. */
	boolean isDetailed() {
		return this.weigher != null || this.accessNanos != 0 || servesStale() || refreshesAhead();
	}

	boolean servesStale() {
		return this.rules != null && this.rules.servesStale();
	}

	boolean refreshesAhead() {
		return this.rules != null && this.rules.refreshesAhead();
	}

	int weigh(Object key, Object value) {
		if (this.weigher == null) {
			return 1;
		}
		int weight = this.weigher.applyAsInt(key, value);
		if (weight < 0) {
			throw new IllegalArgumentException("A weight must not be negative, the weigher gave " + weight);
		}
		return weight;
	}

}
