package io.github.twscache;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects settings. Every setter validates its value and throws an
 * {@link InvalidSettingException} that names it. Not safe for use by several threads.
 */
public final class CacheSettingsBuilder {

	final Map<String, String> origins;

	private String origin = "code";

	int numShards = 8;

	int keyLockMax = 2048;

	Duration ttl = Duration.ofSeconds(60);

	@Nullable Duration nullTtl;

	double ttlJitter;

	@Nullable Duration expireAfterAccess;

	long maxSize = 10_000;

	@Nullable Long maxWeight;

	@Nullable Weigher<Object, Object> weigher;

	boolean l1Enabled = true;

	int l1MaxSize;

	boolean allowNullValues = true;

	CacheSettings.Clock clock = CacheSettings.Clock.COARSE;

	boolean transactionAware;

	boolean recordStats = true;

	SingleFlightMode singleFlight = SingleFlightMode.AUTO;

	@Nullable Duration loadSoftTimeout;

	@Nullable Duration loadHardTimeout;

	@Nullable Duration failSafeMaxStale;

	Duration failSafeThrottle = Duration.ofSeconds(1);

	@Nullable Double refreshAhead;

	List<KeyRule> keyRules = List.of();

	@Nullable TtlPolicy<Object, Object> ttlPolicy;

	CacheSettingsBuilder() {
		this.origins = new LinkedHashMap<>();
	}

	CacheSettingsBuilder(CacheSettingsBuilder other) {
		this.origins = new LinkedHashMap<>(other.origins);
		this.numShards = other.numShards;
		this.keyLockMax = other.keyLockMax;
		this.ttl = other.ttl;
		this.nullTtl = other.nullTtl;
		this.ttlJitter = other.ttlJitter;
		this.expireAfterAccess = other.expireAfterAccess;
		this.maxSize = other.maxSize;
		this.maxWeight = other.maxWeight;
		this.weigher = other.weigher;
		this.l1Enabled = other.l1Enabled;
		this.l1MaxSize = other.l1MaxSize;
		this.allowNullValues = other.allowNullValues;
		this.clock = other.clock;
		this.transactionAware = other.transactionAware;
		this.recordStats = other.recordStats;
		this.singleFlight = other.singleFlight;
		this.loadSoftTimeout = other.loadSoftTimeout;
		this.loadHardTimeout = other.loadHardTimeout;
		this.failSafeMaxStale = other.failSafeMaxStale;
		this.failSafeThrottle = other.failSafeThrottle;
		this.refreshAhead = other.refreshAhead;
		this.keyRules = other.keyRules;
		this.ttlPolicy = other.ttlPolicy;
	}

	/**
	 * Names where the settings that follow come from, for those who ask later.
	 * @param origin the origin, for example {@code tws.cache.caches.jobs}
	 * @return this
	 */
	public CacheSettingsBuilder origin(String origin) {
		this.origin = origin;
		return this;
	}

	/**
	 * Sets the number of shards.
	 * @param numShards 1 to {@value CacheSettings#MAX_SHARDS}
	 * @return this
	 */
	public CacheSettingsBuilder numShards(int numShards) {
		this.numShards = (int) SettingChecks.range("num-shards", numShards, 1, CacheSettings.MAX_SHARDS);
		return came("num-shards");
	}

	/**
	 * Sets the most key locks alive at once.
	 * @param keyLockMax 1 to {@value CacheSettings#MAX_KEY_LOCKS}
	 * @return this
	 */
	public CacheSettingsBuilder keyLockMax(int keyLockMax) {
		this.keyLockMax = (int) SettingChecks.range("key-lock-max", keyLockMax, 1, CacheSettings.MAX_KEY_LOCKS);
		return came("key-lock-max");
	}

	/**
	 * Sets the time to live.
	 * @param ttl not negative; zero means entries never expire
	 * @return this
	 */
	public CacheSettingsBuilder ttl(Duration ttl) {
		this.ttl = SettingChecks.notNegative("ttl", ttl);
		return came("ttl");
	}

	/**
	 * Sets the time to live of cached nulls.
	 * @param nullTtl not negative; zero means they never expire
	 * @return this
	 */
	public CacheSettingsBuilder nullTtl(Duration nullTtl) {
		this.nullTtl = SettingChecks.notNegative("null-ttl", nullTtl);
		return came("null-ttl");
	}

	/**
	 * Sets the fraction by which a time to live is shortened at most, at random.
	 * @param ttlJitter 0 to below 1
	 * @return this
	 */
	public CacheSettingsBuilder ttlJitter(double ttlJitter) {
		this.ttlJitter = SettingChecks.fraction("ttl-jitter", ttlJitter);
		return came("ttl-jitter");
	}

	/**
	 * Sets the time after which an entry that is not read expires.
	 * @param expireAfterAccess positive; {@code null} for never
	 * @return this
	 */
	public CacheSettingsBuilder expireAfterAccess(@Nullable Duration expireAfterAccess) {
		this.expireAfterAccess = positiveOrNone("expire-after-access", expireAfterAccess);
		return came("expire-after-access");
	}

	/**
	 * Bounds the number of entries. The last of this and {@link #maxWeight} wins.
	 * @param maxSize at least 1
	 * @return this
	 */
	public CacheSettingsBuilder maxSize(long maxSize) {
		this.maxSize = SettingChecks.range("max-size", maxSize, 1, Long.MAX_VALUE >> 1);
		this.maxWeight = null;
		this.origins.remove("max-weight");
		return came("max-size");
	}

	/**
	 * Bounds the sum of weights instead of the number of entries.
	 * @param maxWeight at least 1
	 * @return this
	 */
	public CacheSettingsBuilder maxWeight(long maxWeight) {
		this.maxWeight = SettingChecks.range("max-weight", maxWeight, 1, Long.MAX_VALUE >> 1);
		this.origins.remove("max-size");
		return came("max-weight");
	}

	/**
	 * Sets what weighs the entries of a cache with {@link #maxWeight}.
	 * @param weigher the weigher
	 * @return this
	 */
	@SuppressWarnings("unchecked")
	public CacheSettingsBuilder weigher(@Nullable Weigher<?, ?> weigher) {
		this.weigher = (Weigher<Object, Object>) weigher;
		return this;
	}

	/**
	 * Sets whether there is a first level.
	 * @param l1Enabled whether there is
	 * @return this
	 */
	public CacheSettingsBuilder l1Enabled(boolean l1Enabled) {
		this.l1Enabled = l1Enabled;
		return came("l1.enabled");
	}

	/**
	 * Sets the most references the first level holds.
	 * @param l1MaxSize 1 to 2^24; 0 to have it chosen from the bound
	 * @return this
	 */
	public CacheSettingsBuilder l1MaxSize(int l1MaxSize) {
		this.l1MaxSize = (int) SettingChecks.range("l1.max-size", l1MaxSize, 0, 1 << 24);
		return came("l1.max-size");
	}

	/**
	 * Sets whether {@code null} may be cached.
	 * @param allowNullValues whether it may
	 * @return this
	 */
	public CacheSettingsBuilder allowNullValues(boolean allowNullValues) {
		this.allowNullValues = allowNullValues;
		return came("allow-null-values");
	}

	/**
	 * Sets how reads learn the time.
	 * @param clock the clock
	 * @return this
	 */
	public CacheSettingsBuilder clock(CacheSettings.Clock clock) {
		this.clock = SettingChecks.present("clock", clock);
		return came("clock");
	}

	/**
	 * Sets whether changes wait for the commit of a transaction.
	 * @param transactionAware whether they wait
	 * @return this
	 */
	public CacheSettingsBuilder transactionAware(boolean transactionAware) {
		this.transactionAware = transactionAware;
		return came("transaction-aware");
	}

	/**
	 * Sets whether look-ups and stores are counted.
	 * @param recordStats whether they are
	 * @return this
	 */
	public CacheSettingsBuilder recordStats(boolean recordStats) {
		this.recordStats = recordStats;
		return came("record-stats");
	}

	/**
	 * Sets who runs the method of a plain {@code @Cacheable}.
	 * @param singleFlight the mode
	 * @return this
	 */
	public CacheSettingsBuilder singleFlight(SingleFlightMode singleFlight) {
		this.singleFlight = SettingChecks.present("single-flight", singleFlight);
		return came("single-flight");
	}

	/**
	 * Sets how long a caller waits for a load if there is a stale value to serve.
	 * @param softTimeout positive, and shorter than the hard one; {@code null} for no
	 * limit
	 * @return this
	 */
	public CacheSettingsBuilder loadSoftTimeout(@Nullable Duration softTimeout) {
		this.loadSoftTimeout = positiveOrNone("load.soft-timeout", softTimeout);
		return came("load.soft-timeout");
	}

	/**
	 * Sets how long a caller waits for a load at most.
	 * @param hardTimeout positive; {@code null} for no limit
	 * @return this
	 */
	public CacheSettingsBuilder loadHardTimeout(@Nullable Duration hardTimeout) {
		this.loadHardTimeout = positiveOrNone("load.hard-timeout", hardTimeout);
		return came("load.hard-timeout");
	}

	/**
	 * Sets how long a value may be served past its time to live when a load fails.
	 * @param maxStale positive; {@code null} if it may not
	 * @return this
	 */
	public CacheSettingsBuilder failSafeMaxStale(@Nullable Duration maxStale) {
		this.failSafeMaxStale = positiveOrNone("fail-safe.max-stale", maxStale);
		return came("fail-safe.max-stale");
	}

	/**
	 * Sets the least time between a load that failed and the next one of that key.
	 * @param throttle not negative; zero to load again at once
	 * @return this
	 */
	public CacheSettingsBuilder failSafeThrottle(Duration throttle) {
		this.failSafeThrottle = SettingChecks.notNegative("fail-safe.throttle", throttle,
				"Use 0 to load again at once, or for example 1s.");
		return came("fail-safe.throttle");
	}

	/**
	 * Sets the fraction of the time to live after which a read starts a refresh.
	 * @param refreshAhead above 0 and below 1; {@code null} if none does
	 * @return this
	 */
	public CacheSettingsBuilder refreshAhead(@Nullable Double refreshAhead) {
		this.refreshAhead = (refreshAhead != null) ? SettingChecks.part("refresh-ahead", refreshAhead) : null;
		return came("refresh-ahead");
	}

	/**
	 * Sets the rules for keys that match a glob, instead of those there were.
	 * @param keyRules the rules; the first that matches a key holds
	 * @return this
	 */
	public CacheSettingsBuilder keyRules(List<KeyRule> keyRules) {
		SettingChecks.present("key-rules", keyRules).forEach((rule) -> SettingChecks.present("key-rules", rule));
		this.keyRules = List.copyOf(keyRules);
		return came("key-rules");
	}

	/**
	 * Sets what tells how long a value lives.
	 * @param ttlPolicy the policy; {@code null} for none
	 * @return this
	 */
	@SuppressWarnings("unchecked")
	public CacheSettingsBuilder ttlPolicy(@Nullable TtlPolicy<?, ?> ttlPolicy) {
		this.ttlPolicy = (TtlPolicy<Object, Object>) ttlPolicy;
		return came("ttl-policy");
	}

	/**
	 * Makes the settings.
	 * @return the settings
	 * @throws InvalidSettingException if they contradict each other
	 */
	public CacheSettings build() {
		Contradictions.check(this);
		return new CacheSettings(new CacheSettingsBuilder(this));
	}

	private static @Nullable Duration positiveOrNone(String setting, @Nullable Duration value) {
		return (value != null) ? SettingChecks.positive(setting, value) : null;
	}

	private CacheSettingsBuilder came(String setting) {
		this.origins.put(setting, this.origin);
		return this;
	}

}
