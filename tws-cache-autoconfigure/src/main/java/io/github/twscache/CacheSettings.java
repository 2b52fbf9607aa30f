package io.github.twscache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one cache, each with where it came from. Immutable; made with a
 * {@link CacheSettingsBuilder}, which validates.
 */
public final class CacheSettings {

	/** The largest number of shards. */
	public static final int MAX_SHARDS = 4096;

	/** The largest {@code key-lock-max}. */
	public static final int MAX_KEY_LOCKS = 1 << 20;

	/** The origin of settings that nobody set. */
	public static final String DEFAULT_ORIGIN = "default";

	/** The origin of settings changed while the cache was in use. */
	public static final String RUNTIME_ORIGIN = "changed while running";

	/**
	 * How reads learn the time.
	 */
	public enum Clock {

		/**
		 * A time published every few milliseconds, and the exact one near a deadline.
		 */
		COARSE,

		/** The system clock, at every read. */
		EXACT

	}

	private final CacheSettingsBuilder from;

	private final Map<String, String> origins;

	CacheSettings(CacheSettingsBuilder from) {
		this.from = from;
		Map<String, String> all = new LinkedHashMap<>();
		asMap().keySet().forEach((setting) -> all.put(setting, from.origins.getOrDefault(setting, DEFAULT_ORIGIN)));
		this.origins = Collections.unmodifiableMap(all);
	}

	/**
	 * Starts from the defaults.
	 * @return a builder
	 */
	public static CacheSettingsBuilder builder() {
		return new CacheSettingsBuilder();
	}

	/**
	 * Starts from these settings, keeping their origins.
	 * @return a builder
	 */
	public CacheSettingsBuilder toBuilder() {
		return new CacheSettingsBuilder(this.from);
	}

	/**
	 * Gives the number of shards asked for.
	 * @return 1 to {@value #MAX_SHARDS}
	 */
	public int numShards() {
		return this.from.numShards;
	}

	/**
	 * Gives the most key locks alive at once.
	 * @return 1 to {@value #MAX_KEY_LOCKS}
	 */
	public int keyLockMax() {
		return this.from.keyLockMax;
	}

	/**
	 * Gives the time to live.
	 * @return zero if entries never expire
	 */
	public Duration ttl() {
		return this.from.ttl;
	}

	/**
	 * Gives the time to live of cached nulls.
	 * @return the time, {@link #ttl()} unless set
	 */
	public Duration nullTtl() {
		return Objects.requireNonNullElse(this.from.nullTtl, this.from.ttl);
	}

	boolean isNullTtlSet() {
		return this.from.nullTtl != null;
	}

	/**
	 * Gives the fraction by which a time to live is shortened at most.
	 * @return 0 to below 1
	 */
	public double ttlJitter() {
		return this.from.ttlJitter;
	}

	/**
	 * Gives the time after which an entry that is not read expires.
	 * @return the time, or {@code null} if entries need not be read
	 */
	public @Nullable Duration expireAfterAccess() {
		return this.from.expireAfterAccess;
	}

	/**
	 * Gives the bound: the most weight if there is a weigher, else the most entries.
	 * @return at least 1
	 */
	public long maximum() {
		Long weight = this.from.maxWeight;
		return (weight != null) ? weight : this.from.maxSize;
	}

	/**
	 * Gives what weighs the entries.
	 * @return the weigher, or {@code null} if each entry weighs 1
	 */
	public @Nullable Weigher<Object, Object> weigher() {
		return (this.from.maxWeight != null) ? this.from.weigher : null;
	}

	/**
	 * Tells whether there is a first level.
	 * @return whether there is one
	 */
	public boolean l1Enabled() {
		return this.from.l1Enabled;
	}

	/**
	 * Gives the most references the first level holds.
	 * @return the number, 0 to have it chosen from the bound
	 */
	public int l1MaxSize() {
		return this.from.l1MaxSize;
	}

	/**
	 * Tells whether {@code null} may be cached.
	 * @return whether it may
	 */
	public boolean allowNullValues() {
		return this.from.allowNullValues;
	}

	/**
	 * Tells how reads learn the time.
	 * @return the clock
	 */
	public Clock clock() {
		return this.from.clock;
	}

	/**
	 * Tells whether changes wait for the commit of a transaction. Heeded by the Spring
	 * side alone.
	 * @return whether they wait
	 */
	public boolean transactionAware() {
		return this.from.transactionAware;
	}

	/**
	 * Tells whether look-ups and stores are counted.
	 * @return whether they are
	 */
	public boolean recordStats() {
		return this.from.recordStats;
	}

	/**
	 * Tells who runs the method of a plain {@code @Cacheable}. Heeded by the Spring side
	 * alone.
	 * @return the mode
	 */
	public SingleFlightMode singleFlight() {
		return this.from.singleFlight;
	}

	/**
	 * Gives how long a caller waits for a load if there is a stale value to serve.
	 * @return the time, or {@code null} if he waits to the end
	 */
	public @Nullable Duration loadSoftTimeout() {
		return this.from.loadSoftTimeout;
	}

	/**
	 * Gives how long a caller waits for a load at most.
	 * @return the time, or {@code null} if he waits to the end
	 */
	public @Nullable Duration loadHardTimeout() {
		return this.from.loadHardTimeout;
	}

	/**
	 * Gives how long a value may be served past its time to live when a load fails.
	 * @return the time, or {@code null} if it may not
	 */
	public @Nullable Duration failSafeMaxStale() {
		return this.from.failSafeMaxStale;
	}

	/**
	 * Gives the least time between a load that failed and the next one of that key.
	 * @return zero to load again at once
	 */
	public Duration failSafeThrottle() {
		return this.from.failSafeThrottle;
	}

	/**
	 * Gives the fraction of the time to live after which a read starts a refresh.
	 * @return above 0 and below 1, or {@code null} if none does
	 */
	public @Nullable Double refreshAhead() {
		return this.from.refreshAhead;
	}

	/**
	 * Gives the rules for keys that match a glob; the first that matches holds.
	 * @return the rules, unmodifiable
	 */
	public List<KeyRule> keyRules() {
		return this.from.keyRules;
	}

	/**
	 * Gives what tells how long a value lives.
	 * @return the policy, or {@code null} if there is none
	 */
	public @Nullable TtlPolicy<Object, Object> ttlPolicy() {
		return this.from.ttlPolicy;
	}

	/**
	 * Tells where each setting came from, by its name in kebab case.
	 * @return the origins, {@link #DEFAULT_ORIGIN} for what nobody set
	 */
	public Map<String, String> origins() {
		return this.origins;
	}

	/**
	 * Lists the settings in force, by their names in kebab case.
	 * @return the settings in a fixed order; what is off has {@code null}, a rule is a
	 * map, a policy the name of its class
	 */
	public Map<String, @Nullable Object> asMap() {
		TtlPolicy<?, ?> policy = ttlPolicy();
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		map.put("num-shards", numShards());
		map.put("ttl", ttl());
		map.put("null-ttl", nullTtl());
		map.put("ttl-jitter", ttlJitter());
		map.put("expire-after-access", expireAfterAccess());
		map.put((weigher() != null) ? "max-weight" : "max-size", maximum());
		map.put("l1.enabled", l1Enabled());
		map.put("l1.max-size", l1MaxSize());
		map.put("key-lock-max", keyLockMax());
		map.put("allow-null-values", allowNullValues());
		map.put("clock", clock().name().toLowerCase(Locale.ROOT));
		map.put("transaction-aware", transactionAware());
		map.put("record-stats", recordStats());
		map.put("single-flight", singleFlight().name().toLowerCase(Locale.ROOT));
		map.put("load.soft-timeout", loadSoftTimeout());
		map.put("load.hard-timeout", loadHardTimeout());
		map.put("fail-safe.max-stale", failSafeMaxStale());
		map.put("fail-safe.throttle", failSafeThrottle());
		map.put("refresh-ahead", refreshAhead());
		map.put("key-rules", keyRules().isEmpty() ? null : keyRules().stream().map(KeyRule::asMap).toList());
		map.put("ttl-policy", (policy != null) ? policy.getClass().getName() : null);
		return map;
	}

}
