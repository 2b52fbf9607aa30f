package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import org.awaitility.Awaitility;

/**
 * Walks all parts of a store and finds every disagreement between them.
 */
final class StoreOracle {

	/*
	 * A look holds all shard locks, taken in the order that holds for everyone, so what
	 * they guard stands still, also in a store that is in use. What they do not guard
	 * (loads, key locks, counters of look-ups) is looked at in a quiet store alone. A
	 * lock that is not free for a while is no disagreement yet: the report says that the
	 * store is not quiet, and the structure is not judged.
	 *
	 * Writers without lock replace values and make deadlines later, so the wheel may meet
	 * an entry too early, never too late. Readers without lock promote, so an entry that
	 * dies meanwhile may be in the first level for a moment.
	 *
	 * A change of the shards that failed leaves both rings in use until the next change:
	 * then entries may be where either ring wants them, and capacities are not judged.
	 */

	private static final PrivateField<ShortLock> LOCK = PrivateField.of(CacheShard.class, "lock");

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Longer than anybody may hold a shard lock. */
	private static final long LONGEST_HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private StoreOracle() {
	}

	/** Looks at a store that nobody uses. */
	static StoreReport look(ShardedStore store) {
		return look(store, true);
	}

	/** Looks at a store that may be in use. */
	static StoreReport glance(ShardedStore store) {
		return look(store, false);
	}

	/** Waits until a store is quiet, and looks at it. */
	static StoreReport await(ShardedStore store) {
		AtomicReference<StoreReport> last = new AtomicReference<>(look(store));
		if (!last.get().isQuiet()) {
			Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
				last.set(look(store));
				last.get().assertQuiet();
			});
		}
		return last.get();
	}

	private static StoreReport look(ShardedStore store, boolean quiet) {
		StoreReport report = new StoreReport();
		Topology topology = store.topology();
		List<ShortLock> held = new ArrayList<>();
		try {
			if (lockAll(topology, held, report)) {
				if (store.topology() == topology) {
					examine(store, topology, quiet, report);
				}
				else {
					report.unrest("the topology has just been replaced");
				}
			}
		}
		finally {
			held.forEach(ReentrantLock::unlock);
		}
		return report;
	}

	private static boolean lockAll(Topology topology, List<ShortLock> held, StoreReport report) {
		for (CacheShard shard : topology.shards()) {
			ShortLock lock = LOCK.get(shard);
			if (lock.isHeldByCurrentThread() || !lockInTime(lock)) {
				report.unrest("the lock of shard %d is held: %s", shard.index(), lock);
				return false;
			}
			held.add(lock);
		}
		return true;
	}

	/** Not by tryLock with a time: that would fail in a thread that is interrupted. */
	private static boolean lockInTime(ShortLock lock) {
		long start = System.nanoTime();
		while (!lock.tryLock()) {
			if (System.nanoTime() - start > LONGEST_HOLD_NANOS) {
				return false;
			}
			Thread.yield();
		}
		return true;
	}

	private static void examine(ShardedStore store, Topology topology, boolean quiet, StoreReport report) {
		ShardView totals = CounterOracle.check(topology, report);
		if (topology.isClosed()) {
			ClosedOracle.check(store, topology, report);
			return;
		}
		boolean changing = TopologyOracle.isChanging(store);
		Set<Entry> all = Collections.newSetFromMap(new IdentityHashMap<>());
		for (CacheShard shard : topology.shards()) {
			Set<Entry> entries = TableOracle.check(store, topology, shard, report);
			QueueOracle.check(shard, entries, report);
			PolicyOracle.check(store, shard, changing, report);
			WheelOracle.check(store, shard, entries, report);
			all.addAll(entries);
		}
		TopologyOracle.check(store, topology, report);
		Level1Oracle.check(store, all, report);
		if (quiet) {
			TopologyOracle.checkQuiet(store, report);
			CounterOracle.checkQuiet(store, totals, report);
			LoadOracle.checkQuiet(store, report);
			LockOracle.checkQuiet(store, report);
			ThreadOracle.checkQuiet(store, report);
		}
	}

}
