package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.twscache.CacheSettings;
import io.github.twscache.SingleFlightMode;
import org.jspecify.annotations.Nullable;

/**
 * Settings of caches as said at one level, all caches or one: {@code null} for what is
 * not said there and is taken from the level above.
 */
interface SettingLevel {

	@Nullable Integer numShards();

	@Nullable Integer keyLockMax();

	@Nullable Duration ttl();

	@Nullable Duration nullTtl();

	@Nullable Double ttlJitter();

	@Nullable Duration expireAfterAccess();

	@Nullable Long maxSize();

	@Nullable Long maxWeight();

	TwsCacheProperties.@Nullable L1 l1();

	@Nullable Boolean allowNullValues();

	CacheSettings.@Nullable Clock clock();

	@Nullable Boolean transactionAware();

	@Nullable Boolean recordStats();

	@Nullable SingleFlightMode singleFlight();

	@Nullable LoadTimes load();

	TwsCacheProperties.@Nullable FailSafe failSafe();

	@Nullable Double refreshAhead();

	@Nullable List<TwsCacheProperties.Rule> keyRules();

	/**
	 * Tells whether a contradiction may have been made here.
	 * @param setting the setting that was refused beside others
	 * @return whether it, or one of the others, is said at this level
	 */
	default boolean says(String setting) {
		LoadTimes load = load();
		TwsCacheProperties.FailSafe failSafe = failSafe();
		return switch (setting) {
			case "max-weight" -> maxWeight() != null;
			case "transaction-aware" -> transactionAware() != null;
			case "load.soft-timeout" -> load != null && (load.softTimeout() != null || load.hardTimeout() != null);
			case "fail-safe.max-stale" ->
				ttl() != null || keyRules() != null || (failSafe != null && failSafe.maxStale() != null);
			default -> setting.startsWith("key-rules[") && (ttl() != null || keyRules() != null);
		};
	}

	/**
	 * How long callers wait for loads.
	 */
	interface LoadTimes {

		@Nullable Duration softTimeout();

		@Nullable Duration hardTimeout();

	}

}
