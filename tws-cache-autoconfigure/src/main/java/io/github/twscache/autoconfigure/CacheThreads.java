package io.github.twscache.autoconfigure;

import java.time.Duration;

import io.github.twscache.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are the same for all caches because they are about shared threads.
 */
final class CacheThreads {

	private static final int MAX_WORKERS = 256;

	private static final int MAX_CONCURRENT_LOADS = 65_536;

	private CacheThreads() {
	}

	static int maxWorkers(TwsCacheProperties properties) {
		int value = properties.maxWorkers();
		if (value < 1 || value > MAX_WORKERS) {
			throw invalid(invalidMaxWorkers(value));
		}
		return value;
	}

	static Duration cleanupInterval(TwsCacheProperties properties) {
		Duration value = properties.cleanupInterval();
		if (value.isZero() || value.isNegative()) {
			throw invalid(invalidCleanupInterval(value));
		}
		return value;
	}

	static int loadMaxConcurrent(TwsCacheProperties properties) {
		int value = properties.load().maxConcurrent();
		if (value < 1 || value > MAX_CONCURRENT_LOADS) {
			throw invalid(invalidLoadMaxConcurrent(value));
		}
		return value;
	}

	static InvalidSettingException invalidMaxWorkers(@Nullable Object value) {
		return new InvalidSettingException("max-workers", value, "a number from 1 to " + MAX_WORKERS,
				"Use a number in that range.");
	}

	static InvalidSettingException invalidCleanupInterval(@Nullable Object value) {
		return new InvalidSettingException("cleanup-interval", value, "a duration above zero", "Use for example 30s.");
	}

	static InvalidSettingException invalidLoadMaxConcurrent(@Nullable Object value) {
		return new InvalidSettingException("load.max-concurrent", value, "a number from 1 to " + MAX_CONCURRENT_LOADS,
				"Use a number in that range.");
	}

	private static InvalidCachePropertyException invalid(InvalidSettingException cause) {
		return new InvalidCachePropertyException(TwsCacheProperties.PREFIX + "." + cause.getSetting(), cause);
	}

}
