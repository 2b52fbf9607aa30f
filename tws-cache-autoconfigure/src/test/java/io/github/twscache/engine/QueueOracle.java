package io.github.twscache.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Walks the queues of a shard: each entry of its table is in one of them, once.
 */
final class QueueOracle {

	static final PrivateField<EvictionPolicy> POLICY = PrivateField.of(CacheShard.class, "policy");

	static final PrivateField<EntryQueue> WINDOW = PrivateField.of(EvictionPolicy.class, "window");

	static final PrivateField<EntryQueue> MAIN = PrivateField.of(EvictionPolicy.class, "main");

	/** An entry is given so many second chances in the window, and keeps the number. */
	private static final int MOST_CREDIT = 3;

	private final CacheShard shard;

	private final Set<Entry> entries;

	private final StoreReport report;

	private final Set<Entry> queued = Collections.newSetFromMap(new IdentityHashMap<>());

	private QueueOracle(CacheShard shard, Set<Entry> entries, StoreReport report) {
		this.shard = shard;
		this.entries = entries;
		this.report = report;
	}

	static void check(CacheShard shard, Set<Entry> entries, StoreReport report) {
		QueueOracle oracle = new QueueOracle(shard, entries, report);
		EvictionPolicy policy = POLICY.get(shard);
		oracle.walk("window", WINDOW.get(policy), Entry.WINDOW);
		oracle.walk("main", MAIN.get(policy), Entry.MAIN);
		for (Entry entry : entries) {
			if (!oracle.queued.contains(entry)) {
				oracle.disagree("%s is in no queue", StoreReport.describe(entry));
			}
		}
	}

	private void walk(String name, EntryQueue queue, byte kind) {
		long weight = 0;
		Entry before = null;
		for (Entry entry = queue.first(); entry != null; entry = entry.queueAfter) {
			if (!this.queued.add(entry)) {
				disagree("the queues come to %s a second time, in %s", StoreReport.describe(entry), name);
				return;
			}
			if (!this.entries.contains(entry)) {
				disagree("%s holds %s, which is not in the table", name, StoreReport.describe(entry));
			}
			if (entry.queue != kind) {
				disagree("%s holds %s, which is marked otherwise", name, StoreReport.describe(entry));
			}
			if (entry.queueBefore != before) {
				disagree("%s points back to %s in %s, not to %s", StoreReport.describe(entry),
						StoreReport.describe(entry.queueBefore), name, StoreReport.describe(before));
			}
			checkMarks(entry);
			weight += entry.weight();
			before = entry;
		}
		if (queue.last() != before) {
			disagree("%s ends with %s, its tail is %s", name, StoreReport.describe(before),
					StoreReport.describe(queue.last()));
		}
		if (queue.weight() != weight) {
			disagree("the entries of %s weigh %d, it says %d", name, weight, queue.weight());
		}
	}

	private void checkMarks(Entry entry) {
		if (entry.weight() < 0 || (!(entry instanceof DetailedEntry) && entry.weight() != 1)) {
			disagree("%s weighs %d", StoreReport.describe(entry), entry.weight());
		}
		if (entry.frequency() < 0 || entry.frequency() > Entry.MAX_FREQUENCY) {
			disagree("%s has a frequency of %d", StoreReport.describe(entry), entry.frequency());
		}
		if (entry.credit < 0 || entry.credit > MOST_CREDIT) {
			disagree("%s has a credit of %d", StoreReport.describe(entry), entry.credit);
		}
	}

	private void disagree(String format, Object... arguments) {
		this.report.disagree("shard %d: %s", this.shard.index(), format.formatted(arguments));
	}

}
