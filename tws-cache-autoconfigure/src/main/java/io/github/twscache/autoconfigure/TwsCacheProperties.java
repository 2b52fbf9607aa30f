package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.github.twscache.CacheSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of the cache. What can differ by cache is {@code null} here if it is not
 * said, so that the origin of each setting is known; its default is in
 * {@link CacheSettings}. A property that does not exist is refused, because a misspelled
 * one would otherwise leave a cache as it is without a word.
 *
 * @param enabled Whether the auto-configuration of the cache takes part.
 * @param maxWorkers Number of threads for parallel cleanup, moves, refresh and warming, 1
 * to 256.
 * @param cleanupInterval Longest time between two cleanups of expired entries. A bare
 * number means seconds.
 * @param cacheNames Comma-separated list of caches to create at start, in addition to
 * those of 'spring.cache.cache-names'. Disables the creation of other caches unless
 * 'tws.cache.dynamic' is set.
 * @param dynamic Whether caches are created when they are first asked for. By default,
 * they are unless cache names are given.
 * @param numShards Number of shards of each cache, 1 to 4096. A small cache uses fewer,
 * at most one for every 125 entries.
 * @param keyLockMax Largest number of key locks alive at once in each cache, 1 to
 * 1048576.
 * @param ttl Time to live of entries. 0 means they never expire. A bare number means
 * seconds.
 * @param nullTtl Time to live of cached null values. By default, that of all entries. 0
 * means they never expire. A bare number means seconds.
 * @param ttlJitter Fraction by which each time to live is shortened at most, at random, 0
 * to below 1.
 * @param expireAfterAccess Time after which an entry that is not read expires, in
 * addition to the time to live. 0 switches it off. A bare number means seconds.
 * @param maxSize Largest number of entries in each cache.
 * @param maxWeight Largest sum of the weights of all entries in each cache. Needs a
 * Weigher bean and replaces the maximum size.
 * @param l1 Settings of the first level.
 * @param allowNullValues Whether null values can be cached.
 * @param clock How reads learn the time.
 * @param transactionAware Whether puts, evicts and clears wait for the commit of the
 * transaction they are part of.
 * @param recordStats Whether look-ups and stores are counted.
 * @param caches Settings by cache name, for those that differ. What is not set is taken
 * from the level above.
 */
@ConfigurationProperties(prefix = TwsCacheProperties.PREFIX, ignoreUnknownFields = false)
public record TwsCacheProperties(@DefaultValue("true") boolean enabled, @DefaultValue("4") int maxWorkers,
		@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration cleanupInterval,
		@DefaultValue List<String> cacheNames, @Nullable Boolean dynamic, @Nullable Integer numShards,
		@Nullable Integer keyLockMax, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ttl,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration nullTtl, @Nullable Double ttlJitter,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expireAfterAccess, @Nullable Long maxSize,
		@Nullable Long maxWeight, @Nullable L1 l1, @Nullable Boolean allowNullValues,
		CacheSettings.@Nullable Clock clock, @Nullable Boolean transactionAware, @Nullable Boolean recordStats,
		@DefaultValue Map<String, Level> caches) implements SettingLevel {

	static final String PREFIX = "tws.cache";

	/**
	 * Settings of one cache.
	 *
	 * @param numShards Number of shards, 1 to 4096.
	 * @param keyLockMax Largest number of key locks alive at once, 1 to 1048576.
	 * @param ttl Time to live of entries. 0 means they never expire. A bare number means
	 * seconds.
	 * @param nullTtl Time to live of cached null values. A bare number means seconds.
	 * @param ttlJitter Fraction by which each time to live is shortened at most, at
	 * random, 0 to below 1.
	 * @param expireAfterAccess Time after which an entry that is not read expires. 0
	 * switches it off. A bare number means seconds.
	 * @param maxSize Largest number of entries.
	 * @param maxWeight Largest sum of the weights of all entries.
	 * @param l1 Settings of the first level.
	 * @param allowNullValues Whether null values can be cached.
	 * @param clock How reads learn the time.
	 * @param transactionAware Whether puts, evicts and clears wait for the commit of the
	 * transaction they are part of.
	 * @param recordStats Whether look-ups and stores are counted.
	 */
	public record Level(@Nullable Integer numShards, @Nullable Integer keyLockMax,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ttl,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration nullTtl, @Nullable Double ttlJitter,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expireAfterAccess, @Nullable Long maxSize,
			@Nullable Long maxWeight, @Nullable L1 l1, @Nullable Boolean allowNullValues,
			CacheSettings.@Nullable Clock clock, @Nullable Boolean transactionAware,
			@Nullable Boolean recordStats) implements SettingLevel {
	}

	/**
	 * Settings of the first level.
	 *
	 * @param enabled Whether there is a first level.
	 * @param maxSize Largest number of references the first level holds. 0 chooses it
	 * from the maximum size.
	 */
	public record L1(@Nullable Boolean enabled, @Nullable Integer maxSize) {
	}

}
