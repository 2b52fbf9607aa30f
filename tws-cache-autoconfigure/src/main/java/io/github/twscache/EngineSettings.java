package io.github.twscache;

import java.time.Duration;
import java.util.function.ToIntBiFunction;

import org.jspecify.annotations.Nullable;

import io.github.twscache.engine.LifetimeRules;
import io.github.twscache.engine.LoadExecutor;
import io.github.twscache.engine.LoadSettings;
import io.github.twscache.engine.Masked;
import io.github.twscache.engine.StoreSettings;

/**
 * Tells the engine what the settings of a cache say.
 */
final class EngineSettings {

	private EngineSettings() {
	}

	/**
	 * Translates settings.
	 * @param rules what says how long a value lives, {@code null} if all values are alike
	 * @param level1 whether there is a first level
	 */
	static StoreSettings of(String cacheName, CacheSettings settings, @Nullable LifetimeRules rules,
			LoadExecutor executor, boolean level1) {
		Weigher<Object, Object> weigher = settings.weigher();
		ToIntBiFunction<Object, Object> weigh = (weigher != null)
				? (key, value) -> weigher.weigh(key, Masked.unmask(value)) : null;
		return new StoreSettings(settings.numShards(), settings.maximum(), weigh, CacheRuntime.nanos(settings.ttl()),
				settings.isNullTtlSet() ? CacheRuntime.nanos(settings.nullTtl()) : -1, settings.ttlJitter(),
				nanosOrNone(settings.expireAfterAccess()), level1 ? settings.l1MaxSize() : -1, settings.keyLockMax(),
				settings.recordStats(), rules, loads(cacheName, settings, executor));
	}

	private static LoadSettings loads(String cacheName, CacheSettings settings, LoadExecutor executor) {
		Duration hard = settings.loadHardTimeout();
		Duration limit = (hard != null) ? hard : Duration.ZERO;
		return new LoadSettings(nanosOrNone(settings.loadSoftTimeout()), nanosOrNone(hard),
				CacheRuntime.nanos(settings.failSafeThrottle()), executor,
				() -> new LoadTimeoutException(cacheName, limit));
	}

	private static long nanosOrNone(@Nullable Duration duration) {
		return (duration != null) ? CacheRuntime.nanos(duration) : 0;
	}

}
