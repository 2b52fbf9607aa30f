package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Walks the table of a shard.
 */
final class TableOracle {

	static final PrivateField<Entry[]> BUCKETS = PrivateField.of(ShardTable.class, "buckets");

	static final PrivateField<Integer> SIZE = PrivateField.of(ShardTable.class, "size");

	private final ShardedStore store;

	private final Topology topology;

	private final CacheShard shard;

	private final StoreReport report;

	private final Set<Entry> entries = Collections.newSetFromMap(new IdentityHashMap<>());

	private TableOracle(ShardedStore store, Topology topology, CacheShard shard, StoreReport report) {
		this.store = store;
		this.topology = topology;
		this.shard = shard;
		this.report = report;
	}

	/** Gives the entries that the table holds, by identity. */
	static Set<Entry> check(ShardedStore store, Topology topology, CacheShard shard, StoreReport report) {
		TableOracle oracle = new TableOracle(store, topology, shard, report);
		oracle.check();
		return oracle.entries;
	}

	private void check() {
		ShardTable table = this.shard.table();
		int length = table.length();
		if ((table.version() & 1) != 0) {
			disagree("the version is odd (%d) and nobody rewires chains", table.version());
		}
		if (Integer.bitCount(length) != 1) {
			disagree("%d buckets are no power of two", length);
		}
		for (int bucket = 0; bucket < length; bucket++) {
			checkChain(table, bucket);
		}
		if (this.entries.size() != table.size()) {
			disagree("the table counts %d entries and holds %d", table.size(), this.entries.size());
		}
		if (this.entries.size() > length) {
			disagree("the table of %d buckets has not grown for %d entries", length, this.entries.size());
		}
	}

	private void checkChain(ShardTable table, int bucket) {
		List<Entry> chain = new ArrayList<>(2);
		for (Entry entry = table.first(bucket); entry != null; entry = entry.next()) {
			if (!this.entries.add(entry)) {
				disagree("chain %d comes to %s a second time", bucket, StoreReport.describe(entry));
				return;
			}
			if ((entry.hash & (table.length() - 1)) != bucket) {
				disagree("%s stands in chain %d", StoreReport.describe(entry), bucket);
			}
			checkState(entry);
			checkPlace(entry);
			Entry same = findSame(chain, entry);
			if (same != null) {
				disagree("%s has the same key as %s", StoreReport.describe(entry), StoreReport.describe(same));
			}
			chain.add(entry);
		}
		if (chain.size() > ShardTable.LONGEST_CHAIN) {
			disagree("chain %d holds %d entries, more than %d", bucket, chain.size(), ShardTable.LONGEST_CHAIN);
		}
	}

	private void checkState(Entry entry) {
		if (entry.isDead()) {
			disagree("%s is in the table", StoreReport.describe(entry));
		}
		if (entry.value() == null) {
			disagree("%s has no value", StoreReport.describe(entry));
		}
		if (entry.deadline() < 0) {
			disagree("%s expires before the clock began", StoreReport.describe(entry));
		}
		if ((entry instanceof DetailedEntry) != this.store.settings().isDetailed()) {
			disagree("%s is a %s", StoreReport.describe(entry), entry.getClass().getSimpleName());
		}
		if (entry instanceof DetailedEntry detailed) {
			checkTerms(detailed);
		}
	}

	/** What is written by writers and failing loads, under the shard lock alone. */
	private void checkTerms(DetailedEntry entry) {
		StoreSettings settings = this.store.settings();
		if (entry.removalNanos() != entry.deadline() && !settings.servesStale()) {
			disagree("%s is kept past its deadline until %d", StoreReport.describe(entry), entry.removalNanos());
		}
		if (entry.retryAtNanos() > entry.removalNanos()) {
			disagree("%s is served until %d and removed at %d", StoreReport.describe(entry), entry.retryAtNanos(),
					entry.removalNanos());
		}
		if (entry.refreshAtNanos() != 0 && !settings.refreshesAhead()) {
			disagree("%s is to be refreshed at %d", StoreReport.describe(entry), entry.refreshAtNanos());
		}
	}

	private void checkPlace(Entry entry) {
		CacheShard owner = this.topology.owner(entry.hash);
		CacheShard former = this.topology.formerOwner(entry.hash);
		if (this.shard != owner && this.shard != former) {
			disagree("%s belongs to shard %d", StoreReport.describe(entry), owner.index());
		}
		else if (this.shard != owner && findSame(chainOf(owner.table(), entry.hash), entry) != null) {
			disagree("%s is in shard %d as well", StoreReport.describe(entry), owner.index());
		}
	}

	/** Lists a chain, as far as it may go. */
	private static List<Entry> chainOf(ShardTable table, int hash) {
		List<Entry> chain = new ArrayList<>();
		Entry entry = table.first(hash & (table.length() - 1));
		while (entry != null && chain.size() < ShardTable.LONGEST_CHAIN) {
			chain.add(entry);
			entry = entry.next();
		}
		return chain;
	}

	private static Entry findSame(List<Entry> chain, Entry entry) {
		for (Entry other : chain) {
			if (other.hash == entry.hash && isSame(other.key, entry.key)) {
				return other;
			}
		}
		return null;
	}

	private static boolean isSame(Object key, Object other) {
		try {
			return key == other || key.equals(other);
		}
		catch (RuntimeException ex) {
			// Code of the test's own. Nobody can tell two such keys from each other.
			return false;
		}
	}

	private void disagree(String format, Object... arguments) {
		this.report.disagree("shard %d: %s", this.shard.index(), format.formatted(arguments));
	}

}
