package io.github.twscache.generated;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.Weigher;

/**
 * The settings of a case.
 *
 * @param hierarchy whether the cache is one of a hierarchy
 * @param l1 whether it has a first level, if so
 * @param l1Size the most references of the first level, 0 to have it chosen
 * @param ttl the time to live
 * @param nullTtl the one of cached nulls, if it is set
 * @param access the time after which an entry that is not read expires, if it is set
 * @param jitter the jitter of times to live
 * @param weighted whether the bound is one of weight
 * @param maximum the bound
 * @param shards the shards asked for
 * @param keyLocks the most key locks
 * @param nulls whether nulls may be cached
 * @param statistics whether look-ups and stores are counted
 * @param listening who listens
 * @param colliding whether many keys share a hash code
 * @param keys how many keys the steps use, those of {@link FillStep} apart
 * @param lifetimes what is said of keys and values
 */
record CaseSettings(boolean hierarchy, boolean l1, int l1Size, Duration ttl, @Nullable Duration nullTtl,
		@Nullable Duration access, double jitter, boolean weighted, long maximum, int shards, int keyLocks,
		boolean nulls, boolean statistics, Listening listening, boolean colliding, int keys, DrawnLifetimes lifetimes) {

	/**
	 * Who listens: the removal of an entry is collected for listeners alone.
	 */
	enum Listening {

		NOBODY, RECORDER, RECORDER_AND_ONE_THAT_THROWS

	}

	/**
	 * On both sides of the 17 ms of a wheel's tick and the 50 ms of the clock's margin.
	 */
	private static final Duration[] LIVES = { Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(40),
			Duration.ofMillis(60), Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofHours(1),
			Duration.ofDays(30) };

	private static final int HASH_CODES_THAT_COLLIDE = 3;

	static CaseSettings draw(Dice dice) {
		int bound = dice.one(1 + dice.below(12), 20 + dice.below(60), 250 + dice.below(400), 3000);
		return new CaseSettings(dice.chance(60), dice.chance(75), dice.one(0, 0, 1, 5, 64), life(dice),
				dice.chance(30) ? life(dice) : null, dice.chance(25) ? positiveLife(dice) : null,
				dice.chance(15) ? dice.one(.1, .9) : 0, dice.chance(25), bound, 1 + dice.below(16),
				dice.one(1, 2, 64, 2048), dice.chance(80), dice.chance(85),
				dice.one(Listening.NOBODY, Listening.NOBODY, Listening.RECORDER, Listening.RECORDER,
						Listening.RECORDER_AND_ONE_THAT_THROWS),
				dice.chance(20), 2 + dice.below(14), DrawnLifetimes.draw(dice));
	}

	/** Draws a time to live. */
	static Duration life(Dice dice) {
		return dice.one(LIVES);
	}

	/** Draws a time to live that ends. */
	static Duration positiveLife(Dice dice) {
		Duration life = life(dice);
		return life.isZero() ? Duration.ofSeconds(5) : life;
	}

	/**
	 * Sets what the case says.
	 * @param policy what is asked for times to live, if there is a policy
	 */
	void apply(CacheSettingsBuilder settings, DrawnPolicy policy) {
		settings.ttl(this.ttl)
			.expireAfterAccess(this.access)
			.ttlJitter(this.jitter)
			.numShards(this.shards)
			.keyLockMax(this.keyLocks)
			.allowNullValues(this.nulls)
			.recordStats(this.statistics)
			.l1Enabled(this.l1)
			.l1MaxSize(this.l1Size);
		if (this.nullTtl != null) {
			settings.nullTtl(this.nullTtl);
		}
		if (this.weighted) {
			Weigher<Key, Value> weigher = (key, value) -> Value.weigh(value);
			settings.maxWeight(this.maximum).weigher(weigher);
		}
		else {
			settings.maxSize(this.maximum);
		}
		this.lifetimes.apply(settings, policy);
		settings.failSafeMaxStale(maxStale()).failSafeThrottle(this.lifetimes.throttle()).refreshAhead(refreshAhead());
	}

	CaseSettings withMaximum(long other) {
		return with(other, this.lifetimes);
	}

	CaseSettings withTwiceTheMaxStale() {
		return with(this.maximum, this.lifetimes.withTwiceTheMaxStale());
	}

	private CaseSettings with(long otherMaximum, DrawnLifetimes otherLifetimes) {
		return new CaseSettings(this.hierarchy, this.l1, this.l1Size, this.ttl, this.nullTtl, this.access, this.jitter,
				this.weighted, otherMaximum, this.shards, this.keyLocks, this.nulls, this.statistics, this.listening,
				this.colliding, this.keys, otherLifetimes);
	}

	Key key(int id) {
		return new Key(id, this.colliding ? id % HASH_CODES_THAT_COLLIDE : id);
	}

	boolean isHeard() {
		return this.listening != Listening.NOBODY;
	}

	/** Whether any time to live may be shortened. */
	boolean mayJitter() {
		return this.jitter > 0 || this.lifetimes.mayJitter();
	}

	/** Whether entries know more than a value and a deadline. */
	boolean isDetailed() {
		return this.weighted || this.access != null || servesLast();
	}

	/**
	 * Tells for how long values are kept for failing loads. Not at all where the model
	 * would not know for sure which are there still; and only with a policy, because
	 * without one the time to live cannot be changed to none.
	 */
	@Nullable Duration maxStale() {
		boolean known = isHeard() && !mayJitter() && this.access == null;
		return (known && this.lifetimes.policy()) ? this.lifetimes.maxStale() : null;
	}

	/**
	 * Tells after which part of its time a value is loaded anew. Not at all where jitter
	 * hides that time, nor where no listener hears when such a load has ended.
	 */
	@Nullable Double refreshAhead() {
		return (isHeard() && !mayJitter()) ? this.lifetimes.refreshAhead() : null;
	}

	/** Whether the last value of a key is served where a load of it fails. */
	boolean servesLast() {
		return maxStale() != null || refreshAhead() != null;
	}

	boolean refusesNull(@Nullable Value value) {
		return value == null && !this.nulls;
	}

	/** Whether the weigher keeps a value from being stored. */
	boolean cannotWeigh(@Nullable Value value) {
		return this.weighted && value != null && value.refusal() != null;
	}

	/** Tells with what storing a value is refused, if it is. */
	@Nullable Class<? extends Throwable> refusal(@Nullable Value value) {
		if (refusesNull(value)) {
			return IllegalArgumentException.class;
		}
		return (this.weighted && value != null) ? value.refusal() : null;
	}

}
