package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.github.twscache.CacheSettings;
import io.github.twscache.SingleFlightMode;
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
 * @param maxWorkers Number of threads for parallel cleanup and moves, 1 to 256. Loads and
 * refreshes run in threads of their own, see 'tws.cache.load.max-concurrent'.
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
 * @param singleFlight Who runs the methods of plain '@Cacheable' annotations.
 * @param load Settings of loads.
 * @param failSafe Settings of what is served when a load fails.
 * @param refreshAhead Fraction of the time to live after which a read starts a reload in
 * the background, above 0 and below 1. 0 switches it off.
 * @param keyRules Settings for keys that match a glob; the first rule that matches holds.
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
		@Nullable SingleFlightMode singleFlight, @DefaultValue Load load, @Nullable FailSafe failSafe,
		@Nullable Double refreshAhead, @Nullable List<Rule> keyRules,
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
	 * @param singleFlight Who runs the methods of plain '@Cacheable' annotations.
	 * @param load Settings of loads.
	 * @param failSafe Settings of what is served when a load fails.
	 * @param refreshAhead Fraction of the time to live after which a read starts a reload
	 * in the background, above 0 and below 1. 0 switches it off.
	 * @param keyRules Settings for keys that match a glob, instead of those of all
	 * caches; the first rule that matches holds.
	 */
	public record Level(@Nullable Integer numShards, @Nullable Integer keyLockMax,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ttl,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration nullTtl, @Nullable Double ttlJitter,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration expireAfterAccess, @Nullable Long maxSize,
			@Nullable Long maxWeight, @Nullable L1 l1, @Nullable Boolean allowNullValues,
			CacheSettings.@Nullable Clock clock, @Nullable Boolean transactionAware, @Nullable Boolean recordStats,
			@Nullable SingleFlightMode singleFlight, @Nullable LevelLoad load, @Nullable FailSafe failSafe,
			@Nullable Double refreshAhead, @Nullable List<Rule> keyRules) implements SettingLevel {
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

	/**
	 * Settings of loads.
	 *
	 * @param softTimeout Time that a caller waits for a load if there is a stale value to
	 * serve. 0 switches it off. A bare number means seconds.
	 * @param hardTimeout Longest time that a caller waits for a load, above the soft
	 * time-out. 0 switches it off. A bare number means seconds.
	 * @param maxConcurrent Largest number of loads of all caches that run outside the
	 * threads of their callers, 1 to 65536.
	 */
	public record Load(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration softTimeout,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration hardTimeout,
			@DefaultValue("256") int maxConcurrent) implements SettingLevel.LoadTimes {
	}

	/**
	 * Settings of the loads of one cache.
	 *
	 * @param softTimeout Time that a caller waits for a load if there is a stale value to
	 * serve. 0 switches it off. A bare number means seconds.
	 * @param hardTimeout Longest time that a caller waits for a load, above the soft
	 * time-out. 0 switches it off. A bare number means seconds.
	 */
	public record LevelLoad(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration softTimeout,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration hardTimeout) implements SettingLevel.LoadTimes {
	}

	/**
	 * Settings of what is served when a load fails.
	 *
	 * @param maxStale Longest time past the time to live that the last value is served
	 * when a load fails. Needs a time to live. 0 switches it off. A bare number means
	 * seconds.
	 * @param throttle Least time between a load that failed and the next one of that key.
	 * A bare number means seconds.
	 */
	public record FailSafe(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxStale,
			@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration throttle) {
	}

	/**
	 * Settings for keys that match a glob. What is not set is taken from the cache.
	 *
	 * @param keys Glob over the text of a key: '*' stands for any run of characters, '?'
	 * for one, and a backslash takes their meaning away.
	 * @param ttl Time to live of the values of these keys. 0 means they never expire. A
	 * bare number means seconds.
	 * @param ttlJitter Fraction by which each time to live is shortened at most, at
	 * random, 0 to below 1.
	 * @param refreshAhead Fraction of the time to live after which a read starts a reload
	 * in the background, above 0 and below 1. 0 switches it off.
	 * @param failSafe Settings of what is served when a load fails.
	 */
	public record Rule(@Nullable String keys, @DurationUnit(ChronoUnit.SECONDS) @Nullable Duration ttl,
			@Nullable Double ttlJitter, @Nullable Double refreshAhead, @Nullable RuleFailSafe failSafe) {
	}

	/**
	 * Settings of what is served when the load of a key with a rule fails.
	 *
	 * @param maxStale Longest time past the time to live that the last value is served. 0
	 * switches it off. A bare number means seconds.
	 */
	public record RuleFailSafe(@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration maxStale) {
	}

}
