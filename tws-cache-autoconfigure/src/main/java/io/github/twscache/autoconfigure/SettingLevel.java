package io.github.twscache.autoconfigure;

import java.time.Duration;

import io.github.twscache.CacheSettings;
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

}
