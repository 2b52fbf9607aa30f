package io.github.twscache.generated;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.KeyRule;

/**
 * The rules by key and by value of a case: two rules, which overlap, and a policy.
 *
 * @param ruled whether there are rules
 * @param first the time to live of keys of the first rule, those that end in 1; none if
 * the rule does not say
 * @param jitter the jitter of these keys; none if the rule does not say
 * @param second the time to live of keys that begin with 1, if the first is not for them
 * @param policy whether there is a policy
 * @param maxStale for how long values are kept for failing loads, where they may be; none
 * if they are not
 * @param throttle for how long nobody loads again then
 * @param refreshAhead after which part of its time a value is loaded anew, where it may
 * be; none if it is not
 */
record DrawnLifetimes(boolean ruled, @Nullable Duration first, @Nullable Double jitter, Duration second, boolean policy,
		@Nullable Duration maxStale, Duration throttle, @Nullable Double refreshAhead) {

	static DrawnLifetimes draw(Dice dice) {
		return new DrawnLifetimes(dice.chance(35), dice.chance(80) ? CaseSettings.life(dice) : null,
				dice.chance(25) ? dice.one(0.0, .1, .9) : null, CaseSettings.life(dice), dice.chance(40),
				dice.chance(75) ? CaseSettings.positiveLife(dice) : null,
				dice.one(Duration.ZERO, Duration.ofMillis(60), Duration.ofSeconds(1)),
				dice.chance(60) ? dice.one(.1, .5, .9) : null);
	}

	void apply(CacheSettingsBuilder settings, DrawnPolicy drawn) {
		if (this.ruled) {
			KeyRule rule = KeyRule.of("k*1");
			rule = (this.first != null) ? rule.withTtl(this.first) : rule;
			rule = (this.jitter != null) ? rule.withTtlJitter(this.jitter) : rule;
			settings.keyRules(List.of(rule, KeyRule.of("k1*").withTtl(this.second)));
		}
		if (this.policy) {
			settings.ttlPolicy(drawn);
		}
	}

	DrawnLifetimes withTwiceTheMaxStale() {
		Duration longer = (this.maxStale != null) ? this.maxStale.multipliedBy(2) : null;
		return new DrawnLifetimes(this.ruled, this.first, this.jitter, this.second, this.policy, longer, this.throttle,
				this.refreshAhead);
	}

	/** Whether the policy says nothing of a value that it should not. */
	boolean fails(Key key, @Nullable Value value) {
		return this.policy && DrawnPolicy.fails(key, value);
	}

	/** What the policy says of a value, if it does. */
	@Nullable Duration byPolicy(Key key, @Nullable Value value) {
		return this.policy ? DrawnPolicy.given(key, value) : null;
	}

	/** What a rule says of a key, if one does. */
	@Nullable Duration byRule(Key key) {
		if (isFirst(key)) {
			return this.first;
		}
		return (this.ruled && key.toString().startsWith("k1")) ? this.second : null;
	}

	/**
	 * Gives the jitter of a key.
	 * @param ofCache the one of keys of which no rule says any
	 */
	double jitter(Key key, double ofCache) {
		return (isFirst(key) && this.jitter != null) ? this.jitter : ofCache;
	}

	/** Whether a rule brings jitter. */
	boolean mayJitter() {
		return this.ruled && this.jitter != null && this.jitter > 0;
	}

	private boolean isFirst(Key key) {
		return this.ruled && key.toString().endsWith("1");
	}

}
