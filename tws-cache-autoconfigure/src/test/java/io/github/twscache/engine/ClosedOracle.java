package io.github.twscache.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * Looks at a store that was closed: it holds nothing.
 */
final class ClosedOracle {

	/*
	 * A close lets go of things one after another, so what is still there may be gone in
	 * a moment: unrest, which whoever waits for its end finds to be a disagreement.
	 */

	private ClosedOracle() {
	}

	static void check(ShardedStore store, Topology topology, StoreReport report) {
		for (CacheShard shard : topology.shards()) {
			check(shard, report);
		}
		Level1 level1 = store.level1();
		if (level1 != null && Arrays.stream(Level1Oracle.SLOTS.get(level1)).anyMatch(Objects::nonNull)) {
			report.unrest("the first level of a closed store refers to entries");
		}
		if (!store.cleanup().hasEnded()) {
			report.unrest("the cleanup of a closed store goes on");
		}
		LoadOracle.checkClosed(store, report);
		LockOracle.checkQuiet(store, report);
	}

	private static void check(CacheShard shard, StoreReport report) {
		ShardTable table = shard.table();
		int chains = 0;
		for (int bucket = 0; bucket < table.length(); bucket++) {
			chains += (table.first(bucket) != null) ? 1 : 0;
		}
		if (chains > 0 || table.size() != 0) {
			report.unrest("closed shard %d: %d chains hold %d entries", shard.index(), chains, table.size());
		}
		EvictionPolicy policy = QueueOracle.POLICY.get(shard);
		if (!QueueOracle.WINDOW.get(policy).isEmpty() || !QueueOracle.MAIN.get(policy).isEmpty()) {
			report.unrest("closed shard %d: its queues hold entries", shard.index());
		}
		if (WheelOracle.WHEEL.get(WheelOracle.TIMERS.get(shard)) != null) {
			report.unrest("closed shard %d: its wheel is still there", shard.index());
		}
	}

}
