package io.github.twscache.engine;

/**
 * Remembers what was evicted lately, a fingerprint each, so that a return tells which
 * queue is too small. Guarded by the shard lock.
 */
final class GhostTable {

	/*
	 * A two-way table of ints: kind (1 bit), fingerprint (15), sequence (16). Each kind
	 * has a sequence of its own, and a ghost counts only within the horizon of its own
	 * kind: with one for both, a flood of one kind ages the other.
	 */

	/** What {@link #take} answers for a hash it does not remember. */
	static final int NONE = -1;

	private static final int LEAST_HORIZON = 12;

	private static final int MOST_HORIZON = 60_000;

	private final int horizon;

	private final int[] slots;

	private final int[] sequences = new int[2];

	GhostTable(long capacity) {
		this.horizon = horizon(capacity);
		this.slots = new int[Integer.highestOneBit(2 * this.horizon - 1) << 1];
	}

	private static int horizon(long capacity) {
		return (int) Math.max(LEAST_HORIZON, Math.min(capacity / 20, MOST_HORIZON));
	}

	/** Tells whether the table was made for about that capacity. */
	boolean suits(long capacity) {
		int wanted = horizon(capacity);
		return wanted <= this.horizon * 5L / 4 && wanted >= this.horizon * 3L / 4;
	}

	/**
	 * Notes an entry evicted from a queue ({@link Entry#WINDOW} or {@link Entry#MAIN}).
	 */
	void note(int hash, int kind) {
		long bits = Spread.stretch(hash);
		int pair = pair(bits);
		int way = (age(this.slots[pair]) >= age(this.slots[pair + 1])) ? pair : pair + 1;
		int sequence = ++this.sequences[kind] & 0xffff;
		this.slots[way] = (kind << 31) | (fingerprint(bits) << 16) | sequence;
	}

	/** Finds and forgets a ghost, and tells its kind. */
	int take(int hash) {
		long bits = Spread.stretch(hash);
		int pair = pair(bits);
		int fingerprint = fingerprint(bits);
		for (int way = pair; way < pair + 2; way++) {
			int slot = this.slots[way];
			if (((slot >>> 16) & 0x7fff) == fingerprint && age(slot) < this.horizon) {
				this.slots[way] = 0;
				return slot >>> 31;
			}
		}
		return NONE;
	}

	private int age(int slot) {
		return (slot == 0) ? Integer.MAX_VALUE : (this.sequences[slot >>> 31] - slot) & 0xffff;
	}

	private int pair(long bits) {
		return ((int) bits & (this.slots.length - 1)) & ~1;
	}

	/** Never zero, so that no ghost looks like a free slot. */
	private static int fingerprint(long bits) {
		int high = (int) (bits >>> 49);
		return (high == 0) ? 1 : high;
	}

}
