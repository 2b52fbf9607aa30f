package io.github.twscache.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Walks the timer wheel of a shard: it meets each entry no later than it is to be
 * removed, which is at its deadline, or later where it is kept for failing loads.
 */
final class WheelOracle {

	/*
	 * A slot holds entries of one position, the only one of that slot from done + 1 to
	 * done + 64. A position of a higher level is opened at its start, one of the lowest
	 * is walked while it lasts; so an entry is in time if its position is not behind that
	 * of its removal. An entry that was due already when it was filed is in the first
	 * position that will be looked at.
	 *
	 * A writer without lock may have made an entry's deadline later, even never: it stays
	 * where it is until it is met.
	 */

	static final PrivateField<ShardTimers> TIMERS = PrivateField.of(CacheShard.class, "timers");

	static final PrivateField<TimerWheel> WHEEL = PrivateField.of(ShardTimers.class, "wheel");

	static final PrivateField<Long> NEXT_DEADLINE = PrivateField.of(ShardTimers.class, "nextDeadline");

	static final PrivateField<Removals> VISIT_REMOVALS = PrivateField.of(ShardTimers.class, "visitRemovals");

	static final PrivateField<Entry[][]> SLOTS = PrivateField.of(TimerWheel.class, "slots");

	static final PrivateField<long[]> OCCUPIED = PrivateField.of(TimerWheel.class, "occupied");

	static final PrivateField<long[]> DONE = PrivateField.of(TimerWheel.class, "done");

	static final PrivateField<Entry> CURSOR = PrivateField.of(TimerWheel.class, "cursor");

	static final PrivateField<Long> CURSOR_TICK = PrivateField.of(TimerWheel.class, "cursorTick");

	private static final int SLOT_BITS = 6;

	private static final int SLOTS_A_LEVEL = 1 << SLOT_BITS;

	private final ShardedStore store;

	private final CacheShard shard;

	private final Set<Entry> entries;

	private final StoreReport report;

	private final Set<Entry> filed = Collections.newSetFromMap(new IdentityHashMap<>());

	/** The start of the first position that holds entries. */
	private long earliest = Entry.NEVER;

	private WheelOracle(ShardedStore store, CacheShard shard, Set<Entry> entries, StoreReport report) {
		this.store = store;
		this.shard = shard;
		this.entries = entries;
		this.report = report;
	}

	static void check(ShardedStore store, CacheShard shard, Set<Entry> entries, StoreReport report) {
		new WheelOracle(store, shard, entries, report).check();
	}

	private void check() {
		ShardTimers timers = TIMERS.get(this.shard);
		TimerWheel wheel = WHEEL.get(timers);
		if (wheel != null) {
			walk(wheel);
		}
		this.entries.forEach(this::checkFiled);
		if (timers.nextDeadline() > this.earliest) {
			disagree("the next deadline is %d, later than %d, when the wheel has work", timers.nextDeadline(),
					this.earliest);
		}
		if (wheel == null && timers.nextDeadline() != Entry.NEVER) {
			disagree("the next deadline is %d without a wheel", timers.nextDeadline());
		}
		if (VISIT_REMOVALS.get(timers) != null) {
			disagree("a visit of the wheel has left its removals behind");
		}
	}

	private void walk(TimerWheel wheel) {
		Entry[][] levels = SLOTS.get(wheel);
		long[] occupied = OCCUPIED.get(wheel);
		long[] done = DONE.get(wheel);
		for (int level = 0; level < levels.length; level++) {
			if (done[level] > (done[0] + 1) >> (SLOT_BITS * level)) {
				disagree("level %d of the wheel (%d) is ahead of the lowest (%d)", level, done[level], done[0]);
			}
			for (int slot = 0; slot < SLOTS_A_LEVEL; slot++) {
				Entry head = (levels[level] != null) ? levels[level][slot] : null;
				if ((head != null) != (((occupied[level] >>> slot) & 1) != 0)) {
					disagree("slot %d of level %d begins with %s and is marked otherwise", slot, level,
							StoreReport.describe(head));
				}
				if (head != null) {
					walk(head, level, slot, done[level] + 1);
				}
			}
		}
		checkCursor(wheel);
	}

	private void walk(Entry head, int level, int slot, long firstPosition) {
		long position = firstPosition + ((slot - firstPosition) & (SLOTS_A_LEVEL - 1));
		int shift = TimerWheel.TICK_BITS + SLOT_BITS * level;
		this.earliest = Math.min(this.earliest, position << shift);
		Entry before = null;
		for (Entry entry = head; entry != null; entry = entry.wheelAfter) {
			if (!this.filed.add(entry)) {
				disagree("the wheel comes to %s a second time", StoreReport.describe(entry));
				return;
			}
			if (!this.entries.contains(entry)) {
				disagree("the wheel holds %s, which is not in the table", StoreReport.describe(entry));
			}
			if (entry.wheelBefore != before) {
				disagree("%s points back to %s in the wheel, not to %s", StoreReport.describe(entry),
						StoreReport.describe(entry.wheelBefore), StoreReport.describe(before));
			}
			if (entry.wheelSlot != ((level << SLOT_BITS) | slot)) {
				disagree("%s is in slot %d of level %d", StoreReport.describe(entry), slot, level);
			}
			checkInTime(entry, position, shift, (level == 0) ? firstPosition : 0);
			before = entry;
		}
	}

	private void checkInTime(Entry entry, long position, int shift, long allowed) {
		long removal = this.store.expiry().removal(entry);
		if (removal == Entry.NEVER) {
			if (this.store.settings().isDetailed()) {
				disagree("%s never expires and is in the wheel", StoreReport.describe(entry));
			}
			return;
		}
		// Not the time of the last access: readers note it without care, so one that was
		// stopped meanwhile may have taken a later one back, by which the entry was
		// filed.
		if (position > Math.max(entry.removalNanos() >>> shift, allowed)) {
			disagree("%s expires at %d and is met at %d", StoreReport.describe(entry), removal, position << shift);
		}
	}

	private void checkFiled(Entry entry) {
		if (this.filed.contains(entry)) {
			return;
		}
		if (this.store.expiry().removal(entry) != Entry.NEVER) {
			disagree("%s expires and is not in the wheel", StoreReport.describe(entry));
		}
		if (entry.wheelSlot != Entry.UNSCHEDULED || entry.wheelBefore != null || entry.wheelAfter != null) {
			disagree("%s has the marks of a wheel that does not hold it", StoreReport.describe(entry));
		}
	}

	private void checkCursor(TimerWheel wheel) {
		Entry cursor = CURSOR.get(wheel);
		if (cursor != null && (!this.filed.contains(cursor)
				|| cursor.wheelSlot != (CURSOR_TICK.get(wheel) & (SLOTS_A_LEVEL - 1)))) {
			disagree("the cursor of tick %d stands on %s", CURSOR_TICK.get(wheel), StoreReport.describe(cursor));
		}
	}

	private void disagree(String format, Object... arguments) {
		this.report.disagree("shard %d: %s", this.shard.index(), format.formatted(arguments));
	}

}
