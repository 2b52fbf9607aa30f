package io.github.twscache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Settings for the keys of a cache that match a glob. What a rule does not say is taken
 * from the cache. Of several rules the first that matches holds, also if it says less
 * than a later one. Immutable.
 */
public final class KeyRule {

	private final KeyPattern pattern;

	private final @Nullable Duration ttl;

	private final @Nullable Double ttlJitter;

	private final @Nullable Double refreshAhead;

	private final @Nullable Duration maxStale;

	private KeyRule(KeyPattern pattern, @Nullable Duration ttl, @Nullable Double ttlJitter,
			@Nullable Double refreshAhead, @Nullable Duration maxStale) {
		this.pattern = pattern;
		this.ttl = ttl;
		this.ttlJitter = ttlJitter;
		this.refreshAhead = refreshAhead;
		this.maxStale = maxStale;
	}

	/**
	 * Makes a rule that says nothing yet.
	 * @param keys a glob over the text of a key, which is its string form, or the
	 * elements of a {@code SimpleKey} of Spring's joined with a comma: {@code *} stands
	 * for any run of characters, {@code ?} for one, and a backslash before one of them or
	 * before a backslash takes its meaning away
	 * @return the rule
	 * @throws InvalidSettingException if the glob is none
	 */
	public static KeyRule of(String keys) {
		return new KeyRule(KeyPattern.of(keys), null, null, null, null);
	}

	/**
	 * Has values of these keys live for another time.
	 * @param other not negative; zero means they never expire
	 * @return another rule
	 */
	public KeyRule withTtl(Duration other) {
		return new KeyRule(this.pattern, SettingChecks.notNegative("ttl", other), this.ttlJitter, this.refreshAhead,
				this.maxStale);
	}

	/**
	 * Has times to live of these keys shortened by another random part.
	 * @param other the fraction by which they are shortened at most, 0 to below 1
	 * @return another rule
	 */
	public KeyRule withTtlJitter(double other) {
		return new KeyRule(this.pattern, this.ttl, SettingChecks.fraction("ttl-jitter", other), this.refreshAhead,
				this.maxStale);
	}

	/**
	 * Has these keys refreshed ahead at another time.
	 * @param other the fraction of the time to live, 0 to below 1; 0 means they are not
	 * @return another rule
	 */
	public KeyRule withRefreshAhead(double other) {
		double checked = (other == 0) ? 0 : SettingChecks.part("refresh-ahead", other);
		return new KeyRule(this.pattern, this.ttl, this.ttlJitter, checked, this.maxStale);
	}

	/**
	 * Has values of these keys served stale for another time.
	 * @param other the longest time past their time to live, not negative; zero means
	 * they are not
	 * @return another rule
	 */
	public KeyRule withMaxStale(Duration other) {
		return new KeyRule(this.pattern, this.ttl, this.ttlJitter, this.refreshAhead,
				SettingChecks.notNegative("fail-safe.max-stale", other, SettingChecks.OFF_OR_AN_HOUR));
	}

	/**
	 * Gives the glob.
	 * @return the glob as it was written
	 */
	public String keys() {
		return this.pattern.glob();
	}

	/**
	 * Gives the time to live.
	 * @return zero if the values never expire, {@code null} for that of the cache
	 */
	public @Nullable Duration ttl() {
		return this.ttl;
	}

	/**
	 * Gives the fraction by which times to live are shortened at most.
	 * @return 0 to below 1, {@code null} for that of the cache
	 */
	public @Nullable Double ttlJitter() {
		return this.ttlJitter;
	}

	/**
	 * Gives the fraction of the time to live after which a read starts a refresh.
	 * @return 0 if none does, {@code null} for that of the cache
	 */
	public @Nullable Double refreshAhead() {
		return this.refreshAhead;
	}

	/**
	 * Gives how long values may be served past their time to live.
	 * @return zero if they are not, {@code null} for the time of the cache
	 */
	public @Nullable Duration maxStale() {
		return this.maxStale;
	}

	/**
	 * Tells whether the rule is for a key.
	 * @param key the key
	 * @return whether its text matches the glob
	 */
	public boolean matches(Object key) {
		return matches(KeyText.of(key));
	}

	boolean matches(KeyText key) {
		return this.pattern.matches(key);
	}

	/**
	 * Lists what the rule says, by the names of properties.
	 * @return the glob and the settings said, in a fixed order
	 */
	public Map<String, Object> asMap() {
		Map<String, Object> said = new LinkedHashMap<>();
		said.put("keys", keys());
		if (this.ttl != null) {
			said.put("ttl", this.ttl);
		}
		if (this.ttlJitter != null) {
			said.put("ttl-jitter", this.ttlJitter);
		}
		if (this.refreshAhead != null) {
			said.put("refresh-ahead", this.refreshAhead);
		}
		if (this.maxStale != null) {
			said.put("fail-safe.max-stale", this.maxStale);
		}
		return Collections.unmodifiableMap(said);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KeyRule rule && asMap().equals(rule.asMap());
	}

	@Override
	public int hashCode() {
		return asMap().hashCode();
	}

	@Override
	public String toString() {
		return "KeyRule" + asMap();
	}

}
