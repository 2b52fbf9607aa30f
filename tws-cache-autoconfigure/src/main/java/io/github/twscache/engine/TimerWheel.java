package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Files entries by deadline, so that cleanup meets those that are due and no others.
 * Guarded by the shard lock.
 */
final class TimerWheel {

	/*
	 * A hierarchical timing wheel [1]: six levels of 64 slots, a tick of 2^24 ns (17 ms)
	 * in the lowest, 36 years in all. An entry of tick t is filed at the lowest level L
	 * where the distance (t >> 6L) - done[L] is at most 64; done[L] is the last position
	 * of that level whose slot has been emptied. So a slot holds entries of one position
	 * alone, and an entry taken from a slot is due, or fits a lower level (levels are
	 * emptied from the lowest up), or has had its deadline extended and is filed anew.
	 * That is why extending a deadline costs nothing: only a deadline that comes nearer
	 * has to be filed at once.
	 *
	 * The slot of the current tick may hold both due entries and others. It is walked,
	 * not emptied, by a cursor that survives removals and breaks.
	 *
	 * [1] Varghese and Lauck, Hashed and Hierarchical Timing Wheels, SOSP 1987
	 */

	static final int TICK_BITS = 24;

	private static final int LEVELS = 6;

	private static final int SLOT_BITS = 6;

	private static final int SLOTS = 1 << SLOT_BITS;

	/**
	 * What the wheel asks about the entries it meets.
	 */
	interface Visitor {

		/**
		 * Gives the time at which an entry is really to be removed.
		 * @return nanoseconds of the cache's clock, {@link Entry#NEVER} for never
		 */
		long deadline(Entry entry);

		/** Removes an entry that is due; it has been taken out of the wheel. */
		void expire(Entry entry);

	}

	private final Visitor visitor;

	private final @Nullable Entry[] @Nullable [] slots = new Entry[LEVELS][];

	private final long[] occupied = new long[LEVELS];

	private final long[] done = new long[LEVELS];

	private @Nullable Entry cursor;

	private long cursorTick = -1;

	TimerWheel(Visitor visitor, long nowNanos) {
		this.visitor = visitor;
		for (int level = 0; level < LEVELS; level++) {
			this.done[level] = (nowNanos >>> (TICK_BITS + SLOT_BITS * level)) - 1;
		}
	}

	/**
	 * Files an entry that is not in the wheel.
	 * @return a time before which the wheel need not look at it
	 */
	long schedule(Entry entry, long deadlineNanos) {
		if (deadlineNanos == Entry.NEVER) {
			return Entry.NEVER;
		}
		long tick = deadlineNanos >>> TICK_BITS;
		int level = 0;
		while (level < LEVELS - 1 && (tick >>> (SLOT_BITS * level)) - this.done[level] > SLOTS) {
			level++;
		}
		long position = tick >>> (SLOT_BITS * level);
		position = Math.max(this.done[level] + 1, Math.min(position, this.done[level] + SLOTS));
		link(entry, level, (int) position & (SLOTS - 1));
		return position << (TICK_BITS + SLOT_BITS * level);
	}

	/** Takes an entry out, if it is in. */
	void remove(Entry entry) {
		if (entry.wheelSlot == Entry.UNSCHEDULED) {
			return;
		}
		if (entry == this.cursor) {
			this.cursor = entry.wheelAfter;
		}
		int level = entry.wheelSlot >> SLOT_BITS;
		int slot = entry.wheelSlot & (SLOTS - 1);
		Entry before = entry.wheelBefore;
		Entry after = entry.wheelAfter;
		if (after != null) {
			after.wheelBefore = before;
		}
		if (before != null) {
			before.wheelAfter = after;
		}
		else {
			level(level)[slot] = after;
			if (after == null) {
				this.occupied[level] &= ~(1L << slot);
			}
		}
		entry.wheelBefore = null;
		entry.wheelAfter = null;
		entry.wheelSlot = Entry.UNSCHEDULED;
	}

	void reschedule(Entry entry, long deadlineNanos) {
		remove(entry);
		schedule(entry, deadlineNanos);
	}

	/**
	 * Expires what was due before the current tick.
	 * @param budget how many entries may be met
	 * @return what is left of the budget; above zero if all were met
	 */
	int advance(long nowNanos, int budget) {
		long tick = nowNanos >>> TICK_BITS;
		int left = budget;
		for (int level = 0; level < LEVELS; level++) {
			// The current tick is not over; a higher level's position is opened at its
			// start.
			long target = (level == 0) ? tick - 1 : tick >>> (SLOT_BITS * level);
			left = advance(level, target, nowNanos, left);
			if (left == 0) {
				return 0;
			}
		}
		return left;
	}

	private int advance(int level, long target, long nowNanos, int budget) {
		int left = budget;
		while (this.done[level] < target) {
			long position = nextOccupied(level);
			if (position > target) {
				this.done[level] = target;
				break;
			}
			this.done[level] = position - 1;
			Entry entry;
			while ((entry = first(level, (int) position & (SLOTS - 1))) != null) {
				if (left == 0) {
					return 0;
				}
				left--;
				remove(entry);
				meet(entry, nowNanos);
			}
			this.done[level] = position;
		}
		return left;
	}

	/** Gives the first position of a level that holds entries. */
	private long nextOccupied(int level) {
		long bits = this.occupied[level];
		if (bits == 0) {
			return Long.MAX_VALUE;
		}
		long first = this.done[level] + 1;
		return first + Long.numberOfTrailingZeros(Long.rotateRight(bits, (int) first & (SLOTS - 1)));
	}

	/**
	 * Expires what is due in the current tick. Call after {@link #advance} came to its
	 * end.
	 * @param budget how many entries may be met
	 * @return what is left of the budget; above zero if all were met
	 */
	int advanceWithinTick(long nowNanos, int budget) {
		long tick = nowNanos >>> TICK_BITS;
		int slot = (int) tick & (SLOTS - 1);
		if (this.cursor == null || this.cursorTick != tick) {
			this.cursor = first(0, slot);
			this.cursorTick = tick;
		}
		int left = budget;
		Entry entry;
		while ((entry = this.cursor) != null) {
			if (left == 0) {
				return 0;
			}
			left--;
			this.cursor = entry.wheelAfter;
			if (this.visitor.deadline(entry) - nowNanos <= 0) {
				remove(entry);
				meet(entry, nowNanos);
			}
		}
		return Math.max(left, 1);
	}

	private void meet(Entry entry, long nowNanos) {
		long deadline = this.visitor.deadline(entry);
		if (deadline - nowNanos <= 0) {
			this.visitor.expire(entry);
		}
		else {
			schedule(entry, deadline);
		}
	}

	/**
	 * Gives a time before which nothing is due, {@link Entry#NEVER} if nothing is filed.
	 */
	long nextDeadline() {
		long next = Entry.NEVER;
		for (int level = 0; level < LEVELS; level++) {
			long position = nextOccupied(level);
			if (position != Long.MAX_VALUE) {
				next = Math.min(next, position << (TICK_BITS + SLOT_BITS * level));
			}
		}
		return next;
	}

	private void link(Entry entry, int level, int slot) {
		@Nullable Entry[] heads = level(level);
		Entry head = heads[slot];
		entry.wheelBefore = null;
		entry.wheelAfter = head;
		if (head != null) {
			head.wheelBefore = entry;
		}
		heads[slot] = entry;
		entry.wheelSlot = (short) ((level << SLOT_BITS) | slot);
		this.occupied[level] |= 1L << slot;
	}

	private @Nullable Entry first(int level, int slot) {
		@Nullable Entry[] heads = this.slots[level];
		return (heads != null) ? heads[slot] : null;
	}

	private @Nullable Entry[] level(int level) {
		@Nullable Entry[] heads = this.slots[level];
		if (heads == null) {
			heads = new Entry[SLOTS];
			this.slots[level] = heads;
		}
		return heads;
	}

}
