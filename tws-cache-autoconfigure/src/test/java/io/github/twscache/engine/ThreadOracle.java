package io.github.twscache.engine;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;

/**
 * Looks at the clock and the maintenance of a store: both may be shared with other
 * stores.
 */
final class ThreadOracle {

	static final PrivateField<Boolean> COARSE = PrivateField.of(CacheClock.class, "coarse");

	static final PrivateField<Long> PUBLISHED = PrivateField.of(CacheClock.class, "published");

	static final PrivateField<Thread> DAEMON = PrivateField.of(CacheClock.class, "daemon");

	static final PrivateField<Maintenance> MAINTENANCE = PrivateField.of(Cleanup.class, "maintenance");

	static final PrivateField<List<WeakReference<Cleanup>>> CLEANUPS = PrivateField.of(Maintenance.class, "cleanups");

	static final PrivateField<Queue<Runnable>> WAITING = PrivateField.of(Maintenance.class, "waiting");

	static final PrivateField<Integer> RUNNING = PrivateField.of(Maintenance.class, "running");

	static final PrivateField<Thread> SCHEDULER = PrivateField.of(Maintenance.class, "scheduler");

	static final PrivateField<Boolean> CLOSED = PrivateField.of(Maintenance.class, "closed");

	/** What the clock publishes without a daemon. */
	private static final long IDLE = Long.MAX_VALUE;

	private ThreadOracle() {
	}

	static void checkQuiet(ShardedStore store, StoreReport report) {
		checkClock(store.clock(), report);
		if (store.cleanup().hasEnded()) {
			report.disagree("the cleanup of an open store has ended");
		}
		checkMaintenance(MAINTENANCE.get(store.cleanup()), store.cleanup(), report);
	}

	/** Asks no ticker of a test's own, which may throw: nobody publishes such a time. */
	static void checkClock(CacheClock clock, StoreReport report) {
		synchronized (clock) {
			long published = clock.coarse();
			Thread daemon = DAEMON.get(clock);
			if (published == IDLE) {
				return;
			}
			if (!COARSE.get(clock)) {
				report.disagree("clock: an exact clock publishes the time %d", published);
			}
			else if (daemon == null || !daemon.isAlive()) {
				report.disagree("clock: nobody looks after the published time %d", published);
			}
			else if (published > clock.now()) {
				report.disagree("clock: the published time %d is ahead of %d", published, clock.now());
			}
		}
	}

	static void checkMaintenance(Maintenance maintenance, Cleanup cleanup, StoreReport report) {
		synchronized (maintenance) {
			int running = RUNNING.get(maintenance);
			int most = maintenance.backgroundWorkers();
			if (running < 0 || running > most) {
				report.disagree("maintenance: %d background tasks run, of at most %d", running, most);
			}
			if (CLOSED.get(maintenance)) {
				return;
			}
			if (running < most && !WAITING.get(maintenance).isEmpty()) {
				report.disagree("maintenance: %d tasks wait while %d of %d run", WAITING.get(maintenance).size(),
						running, most);
			}
			if (CLEANUPS.get(maintenance).stream().noneMatch((known) -> known.get() == cleanup)) {
				report.disagree("maintenance: it does not know the store");
			}
			Thread scheduler = SCHEDULER.get(maintenance);
			if (scheduler == null || !scheduler.isAlive()) {
				report.disagree("maintenance: nobody starts cleanups");
			}
		}
	}

}
