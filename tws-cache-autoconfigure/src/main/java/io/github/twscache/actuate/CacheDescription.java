package io.github.twscache.actuate;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;
import io.github.twscache.ShardStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Describes a cache: its state, and what it has done since it was made.
 *
 * @param size the entries held
 * @param maxSize the bound, in weight if the cache weighs its entries
 * @param weight the weight of all entries; equal to the size if it does not weigh them
 * @param ttl the time to live as ISO-8601; {@code PT0S} if entries never expire
 * @param numShardsInUse the number of shards, fewer than asked for in a small cache
 * @param gets all look-ups
 * @param hits look-ups that one of the levels answered
 * @param misses look-ups that found nothing
 * @param hitRatio hits by look-ups
 * @param l1HitRatio hits of the first level by look-ups
 * @param l2HitRatio hits of the second level by misses of the first
 * @param puts values stored, by loads and overwrites too
 * @param inserts entries made
 * @param evictions entries removed for size
 * @param expirations entries removed for age
 * @param invalidations entries removed by callers
 * @param moves entries moved between shards
 * @param loads loads that ended well
 * @param loadFailures loads that failed
 * @param loadsInFlight loads under way
 * @param averageLoadMillis the mean time of a load
 * @param lockContentions how often a lock was not free at once
 * @param lastCleanupMillis the time the last cleanup took
 * @param shards the shards; {@code null} in a summary
 * @param settings the settings in force; {@code null} in a summary
 */
public record CacheDescription(long size, long maxSize, long weight, String ttl, int numShardsInUse, long gets,
		long hits, long misses, double hitRatio, double l1HitRatio, double l2HitRatio, long puts, long inserts,
		long evictions, long expirations, long invalidations, long moves, long loads, long loadFailures,
		long loadsInFlight, double averageLoadMillis, long lockContentions, double lastCleanupMillis,
		@Nullable List<ShardStatistics> shards,
		@Nullable List<SettingDescription> settings) implements OperationResponseBody {

	private static final double NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	static CacheDescription summary(NamedCache<?, ?> cache) {
		return of(cache, cache.settings(), null, null);
	}

	static CacheDescription details(NamedCache<?, ?> cache) {
		CacheSettings settings = cache.settings();
		return of(cache, settings, cache.shards(), SettingDescription.of(settings));
	}

	private static CacheDescription of(NamedCache<?, ?> cache, CacheSettings settings,
			@Nullable List<ShardStatistics> shards, @Nullable List<SettingDescription> settingDescriptions) {
		CacheStatistics done = cache.metrics();
		return new CacheDescription(done.size(), settings.maximum(), done.weight(), settings.ttl().toString(),
				cache.numShardsInUse(), done.gets(), done.hits(), done.misses(), done.hitRatio(), done.l1HitRatio(),
				done.l2HitRatio(), done.puts(), done.inserts(), done.evictions(), done.expirations(),
				done.invalidations(), done.moves(), done.loads(), done.loadFailures(), done.loadsInFlight(),
				done.averageLoadTime().toNanos() / NANOS_A_MILLI, done.lockContentions(),
				done.lastCleanupNanos() / NANOS_A_MILLI, shards, settingDescriptions);
	}

}
