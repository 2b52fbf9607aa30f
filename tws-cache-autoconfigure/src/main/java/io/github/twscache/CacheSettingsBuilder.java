package io.github.twscache;

import java.time.Duration;
import java.util.LinkedHashMap;
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
		this.expireAfterAccess = (expireAfterAccess != null)
				? SettingChecks.positive("expire-after-access", expireAfterAccess) : null;
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
	 * Makes the settings.
	 * @return the settings
	 * @throws InvalidSettingException if they contradict each other
	 */
	public CacheSettings build() {
		if (this.maxWeight != null && this.weigher == null) {
			throw new InvalidSettingException("max-weight", this.maxWeight, "a number where there is a Weigher",
					"Provide a Weigher, or use max-size.");
		}
		return new CacheSettings(new CacheSettingsBuilder(this));
	}

	private CacheSettingsBuilder came(String setting) {
		this.origins.put(setting, this.origin);
		return this;
	}

}
