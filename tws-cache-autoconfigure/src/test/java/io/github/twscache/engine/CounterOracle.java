package io.github.twscache.engine;

/**
 * Adds the counters up.
 */
final class CounterOracle {

	static final PrivateField<Long> INSERTS = PrivateField.of(CacheShard.class, "inserts");

	static final PrivateField<Long> EXPIRATIONS = PrivateField.of(CacheShard.class, "expirations");

	static final PrivateField<Object[]> STRIPES = PrivateField.of(StripedCounters.class, "stripes");

	private CounterOracle() {
	}

	/** Gives the sum over the shards, those that are no more included. */
	static ShardView check(Topology topology, StoreReport report) {
		ShardView sum = topology.retired();
		checkNotNegative("the retired shards", sum, report);
		for (CacheShard shard : topology.shards()) {
			ShardView view = shard.view();
			checkNotNegative("shard " + shard.index(), view, report);
			sum = sum.plus(view);
		}
		long left = sum.inserts() - sum.evictions() - sum.expirations() - sum.invalidations();
		if (left != sum.size()) {
			report.disagree(
					"%d inserts less %d evictions, %d expirations and %d invalidations leave %d entries, there are %d",
					sum.inserts(), sum.evictions(), sum.expirations(), sum.invalidations(), left, sum.size());
		}
		return sum;
	}

	private static void checkNotNegative(String where, ShardView view, StoreReport report) {
		if (view.size() < 0 || view.weight() < 0 || view.inserts() < 0 || view.evictions() < 0 || view.expirations() < 0
				|| view.invalidations() < 0 || view.moves() < 0) {
			report.disagree("%s: a counter is negative: %s", where, view);
		}
	}

	static void checkQuiet(ShardedStore store, ShardView totals, StoreReport report) {
		StoreStatistics statistics = store.statistics();
		if (statistics.size() != totals.size() || statistics.weight() != totals.weight()
				|| statistics.inserts() != totals.inserts() || statistics.evictions() != totals.evictions()
				|| statistics.expirations() != totals.expirations()
				|| statistics.invalidations() != totals.invalidations() || statistics.moves() != totals.moves()) {
			report.disagree("the statistics are not the sum of the shards, %s: %s", totals, statistics);
		}
		if (store.settings().recordStats() && statistics.puts() < statistics.inserts()) {
			report.disagree("%d puts made %d entries", statistics.puts(), statistics.inserts());
		}
		if (store.failSafe() == null && statistics.staleServed() != 0) {
			report.disagree("%d stale values were served of none that is kept", statistics.staleServed());
		}
		if (statistics.level1Hits() < 0 || statistics.level2Hits() < 0 || statistics.misses() < 0
				|| statistics.loads() < 0 || statistics.loadFailures() < 0 || statistics.loadNanos() < 0
				|| statistics.staleServed() < 0) {
			report.disagree("a statistic is negative: %s", statistics);
		}
	}

}
