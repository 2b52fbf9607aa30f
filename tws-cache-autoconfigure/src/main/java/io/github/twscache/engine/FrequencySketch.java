package io.github.twscache.engine;

/**
 * Estimates how often a hash was seen lately. Guarded by the shard lock.
 */
final class FrequencySketch {

	/*
	 * A count-min sketch [1] of 4-bit counters, four rows, all rows of a hash within one
	 * block of 64 bytes (two longs, 32 counters, a row), so that an access is one cache
	 * miss. Aging halves all counters after a sample of additions, as in TinyLFU [2]; a
	 * large sketch is halved in slices of blocks, a slice with each addition, because a
	 * caller is waiting.
	 *
	 * The sketch starts small and doubles with the shard: the block of a hash is the high
	 * part of a product, so a block's heirs are its two copies.
	 *
	 * [1] Cormode and Muthukrishnan, An Improved Data Stream Summary: The Count-Min
	 * Sketch and its Applications, 2005 [2] Einziger, Friedman and Manes, TinyLFU: A
	 * Highly Efficient Cache Admission Policy, 2017
	 */

	private static final int LONGS_A_BLOCK = 8;

	private static final int ENTRIES_A_BLOCK = 8;

	private static final int SMALLEST_BLOCKS = 64;

	private static final int MOST_BLOCKS = 1 << 25;

	private static final int BLOCKS_A_SLICE = 512;

	private static final int SAMPLE_FACTOR = 14;

	private static final int SMALLEST_SAMPLE = 3000;

	private static final long ODD = 0x1111_1111_1111_1111L;

	private static final long HALVED = 0x7777_7777_7777_7777L;

	private long capacity;

	private int fullBlocks;

	private long[] table;

	private int blocks;

	private long additions;

	/** The next block to halve, or -1. */
	private int halving = -1;

	private long oddWhileHalving;

	FrequencySketch(long capacity) {
		this.capacity = capacity;
		long wanted = blocksFor(capacity);
		int doublings = 0;
		while ((wanted >> (doublings + 1)) >= SMALLEST_BLOCKS) {
			doublings++;
		}
		this.blocks = (int) ((wanted + (1L << doublings) - 1) >> doublings);
		this.fullBlocks = this.blocks << doublings;
		this.table = new long[this.blocks * LONGS_A_BLOCK];
	}

	/** Fits the sketch to another capacity; it keeps what it knows, and never shrinks. */
	void setCapacity(long capacity) {
		this.capacity = capacity;
		while (this.fullBlocks < blocksFor(capacity)) {
			this.fullBlocks *= 2;
		}
	}

	private static long blocksFor(long capacity) {
		long blocks = (Math.max(Math.min(capacity, 1L << 40), 512) + ENTRIES_A_BLOCK - 1) / ENTRIES_A_BLOCK;
		return Math.min(blocks, MOST_BLOCKS);
	}

	/** Doubles the sketch until it fits a number of entries or is at its full size. */
	void growFor(long entries) {
		while (this.blocks < this.fullBlocks && (long) this.blocks * ENTRIES_A_BLOCK < entries) {
			grow();
		}
	}

	private void grow() {
		while (this.halving >= 0) {
			halveSlice();
		}
		long[] old = this.table;
		long[] grown = new long[old.length * 2];
		for (int block = 0; block < this.blocks; block++) {
			System.arraycopy(old, block * LONGS_A_BLOCK, grown, 2 * block * LONGS_A_BLOCK, LONGS_A_BLOCK);
			System.arraycopy(old, block * LONGS_A_BLOCK, grown, (2 * block + 1) * LONGS_A_BLOCK, LONGS_A_BLOCK);
		}
		this.table = grown;
		this.blocks *= 2;
	}

	int estimate(int hash) {
		long bits = Spread.stretch(hash);
		int block = block(bits);
		int least = 15;
		for (int row = 0; row < 4; row++) {
			int count = (int) (this.table[index(block, row, bits)] >>> shift(row, bits)) & 15;
			least = Math.min(least, count);
		}
		return least;
	}

	void add(int hash) {
		long bits = Spread.stretch(hash);
		int block = block(bits);
		boolean raised = false;
		for (int row = 0; row < 4; row++) {
			int index = index(block, row, bits);
			int shift = shift(row, bits);
			if (((this.table[index] >>> shift) & 15) != 15) {
				this.table[index] += 1L << shift;
				raised = true;
			}
		}
		if (raised) {
			this.additions++;
			if (this.halving < 0 && this.additions >= sample()) {
				this.halving = 0;
				this.oddWhileHalving = 0;
			}
		}
		if (this.halving >= 0) {
			halveSlice();
		}
	}

	void add(int hash, int times) {
		for (int i = 0; i < times; i++) {
			add(hash);
		}
	}

	private long sample() {
		long covered = Math.min(this.capacity, (long) this.blocks * ENTRIES_A_BLOCK);
		return Math.max(SAMPLE_FACTOR * covered, SMALLEST_SAMPLE);
	}

	private void halveSlice() {
		int end = Math.min(this.halving + BLOCKS_A_SLICE, this.blocks);
		for (int i = this.halving * LONGS_A_BLOCK; i < end * LONGS_A_BLOCK; i++) {
			this.oddWhileHalving += Long.bitCount(this.table[i] & ODD);
			this.table[i] = (this.table[i] >>> 1) & HALVED;
		}
		this.halving = end;
		if (end == this.blocks) {
			// Counters of a shard that has shrunk may hold more than was added since.
			this.additions = Math.max(0, this.additions - this.oddWhileHalving / 4) / 2;
			this.halving = -1;
		}
	}

	private int block(long bits) {
		return (int) (((bits >>> 32) * this.blocks) >>> 32) * LONGS_A_BLOCK;
	}

	private static int index(int block, int row, long bits) {
		return block + 2 * row + (int) ((bits >>> (8 * row + 4)) & 1);
	}

	private static int shift(int row, long bits) {
		return (int) ((bits >>> (8 * row)) & 15) << 2;
	}

}
