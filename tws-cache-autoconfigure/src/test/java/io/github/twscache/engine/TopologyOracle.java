package io.github.twscache.engine;

/**
 * Looks at the shards together: their places on the ring, and the capacity of each.
 */
final class TopologyOracle {

	static final PrivateField<ChangeQueue> CHANGES = PrivateField.of(Resizer.class, "changes");

	static final PrivateField<Boolean> BUSY = PrivateField.of(ChangeQueue.class, "busy");

	static final PrivateField<Integer> WANTED_SHARDS = PrivateField.of(Resizer.class, "wantedShards");

	private TopologyOracle() {
	}

	/** Whether somebody is changing the number of shards or the bound. */
	static boolean isChanging(ShardedStore store) {
		ChangeQueue changes = CHANGES.get(store.resizer());
		synchronized (changes) {
			return BUSY.get(changes);
		}
	}

	static void check(ShardedStore store, Topology topology, StoreReport report) {
		CacheShard[] shards = topology.shards();
		for (int i = 0; i < shards.length; i++) {
			if (shards[i].index() != i) {
				report.disagree("shard %d stands in the place of shard %d", shards[i].index(), i);
			}
		}
		ShardView retired = topology.retired();
		if (retired.size() != 0 || retired.weight() != 0) {
			report.disagree("shards that are no more have retired with %d entries of weight %d", retired.size(),
					retired.weight());
		}
		if (topology.isSettled()) {
			if (shards.length != topology.ring().shards()) {
				report.disagree("there are %d shards on a ring of %d", shards.length, topology.ring().shards());
			}
			else {
				checkShares(store, topology, report);
			}
		}
	}

	private static void checkShares(ShardedStore store, Topology topology, StoreReport report) {
		long maximum = store.resizer().maximum();
		int shards = Resizer.shardsFor(WANTED_SHARDS.get(store.resizer()), maximum);
		// Asked after the two were read: a change that came before needs a lock to end.
		if (isChanging(store)) {
			return;
		}
		if (shards != topology.ring().shards()) {
			report.disagree("the store has %d shards and is to have %d", topology.ring().shards(), shards);
			return;
		}
		long[] shares = topology.ring().divide(maximum);
		for (CacheShard shard : topology.shards()) {
			if (shard.capacity() != shares[shard.index()]) {
				report.disagree("shard %d: its capacity is %d, its share of %d is %d", shard.index(), shard.capacity(),
						maximum, shares[shard.index()]);
			}
		}
	}

	static void checkQuiet(ShardedStore store, StoreReport report) {
		if (isChanging(store)) {
			report.unrest("a change of the shards is being made");
		}
		if (store.resizer().moves().stamp() < 0) {
			report.unrest("entries or capacity are between two shards");
		}
	}

}
