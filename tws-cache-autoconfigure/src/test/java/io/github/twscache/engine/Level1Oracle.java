package io.github.twscache.engine;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Walks the first level: what is alive in it is the very entry of the second.
 */
final class Level1Oracle {

	/*
	 * An expired entry may be here as long as it waits for cleanup in its table. A dead
	 * one may not: who removes it empties the slot, and who promotes it just then looks
	 * again and does it instead. Only between these two steps of a reader it is here.
	 */

	static final PrivateField<Entry[]> SLOTS = PrivateField.of(Level1.class, "slots");

	static final PrivateField<Integer> MOST = PrivateField.of(Level1.class, "most");

	/** A reader that was stopped between its two steps goes on within this time. */
	private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private Level1Oracle() {
	}

	/**
	 * Checks the first level, if there is one.
	 * @param entries the entries of all tables, by identity
	 */
	static void check(ShardedStore store, Set<Entry> entries, StoreReport report) {
		Level1 level1 = store.level1();
		if (level1 == null) {
			return;
		}
		Entry[] slots;
		int most;
		synchronized (level1) {
			slots = SLOTS.get(level1);
			most = MOST.get(level1);
		}
		if (Integer.bitCount(slots.length) != 1 || slots.length > Math.max(1, most)) {
			report.disagree("first level: %d slots, at most %d, a power of two", slots.length, most);
		}
		for (int slot = 0; slot < slots.length; slot++) {
			Entry entry = slots[slot];
			if (entry != null) {
				check(level1, entry, slot, slots.length, entries, report);
			}
		}
	}

	private static void check(Level1 level1, Entry entry, int slot, int length, Set<Entry> entries,
			StoreReport report) {
		if ((entry.hash & (length - 1)) != slot) {
			report.disagree("first level: %s is in slot %d of %d", StoreReport.describe(entry), slot, length);
		}
		else if (entry.isDead()) {
			if (stays(level1, entry)) {
				report.disagree("first level: slot %d keeps %s", slot, StoreReport.describe(entry));
			}
		}
		else if (!entries.contains(entry)) {
			report.disagree("first level: slot %d refers to %s, which is in no table", slot,
					StoreReport.describe(entry));
		}
	}

	private static boolean stays(Level1 level1, Entry dead) {
		long start = System.nanoTime();
		while (level1.entry(dead.key, dead.hash) == dead) {
			if (System.nanoTime() - start > STALL_NANOS) {
				return true;
			}
			Thread.yield();
		}
		return false;
	}

}
