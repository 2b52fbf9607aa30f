package io.github.twscache;

import java.time.Duration;

import io.github.twscache.engine.CacheClock;
import io.github.twscache.engine.LoadExecutor;
import io.github.twscache.engine.Maintenance;

/**
 * What the caches of one hierarchy, or a cache of its own, share: clocks and threads.
 */
final class CacheRuntime implements AutoCloseable {

	/** The most workers. */
	static final int MAX_WORKERS = 256;

	/** The workers of who says nothing. */
	static final int DEFAULT_WORKERS = 4;

	/** The longest time between two cleanups of who says nothing. */
	static final Duration DEFAULT_CLEANUP_INTERVAL = Duration.ofSeconds(30);

	/** The most loads outside the threads of callers that anybody may ask for. */
	static final int MAX_CONCURRENT_LOADS = 65_536;

	/** The most loads outside the threads of callers of who says nothing. */
	static final int DEFAULT_CONCURRENT_LOADS = 256;

	private final Maintenance maintenance;

	private final LoadExecutor loads;

	private final CacheClock coarse;

	private final CacheClock exact;

	CacheRuntime(int maxWorkers, Duration cleanupInterval, LoadThreads loadThreads, Ticker ticker) {
		this.loads = loadThreads.open();
		this.maintenance = new Maintenance(maxWorkers, nanos(cleanupInterval));
		this.exact = new CacheClock(ticker::read, false);
		// A ticker of the user's own may stand still, so nobody may publish it.
		this.coarse = (ticker == Ticker.system()) ? new CacheClock(ticker::read, true) : this.exact;
	}

	static int checkWorkers(int maxWorkers) {
		return (int) SettingChecks.range("max-workers", maxWorkers, 1, MAX_WORKERS);
	}

	static int checkConcurrentLoads(int loadMaxConcurrent) {
		return (int) SettingChecks.range("load.max-concurrent", loadMaxConcurrent, 1, MAX_CONCURRENT_LOADS);
	}

	static Duration checkInterval(Duration cleanupInterval) {
		return SettingChecks.positive("cleanup-interval", cleanupInterval);
	}

	Maintenance maintenance() {
		return this.maintenance;
	}

	/** What runs loads apart from their callers, of all caches. */
	LoadExecutor loads() {
		return this.loads;
	}

	CacheClock clock(CacheSettings.Clock kind) {
		return (kind == CacheSettings.Clock.COARSE) ? this.coarse : this.exact;
	}

	/** Nanoseconds of a duration; what is too long for them is as good as never. */
	static long nanos(Duration duration) {
		try {
			return duration.toNanos();
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE;
		}
	}

	@Override
	public void close() {
		this.loads.close();
		this.maintenance.close();
		this.coarse.close();
	}

}
