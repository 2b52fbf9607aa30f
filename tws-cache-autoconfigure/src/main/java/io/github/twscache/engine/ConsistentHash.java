package io.github.twscache.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Assigns hashes to shards so that few of them change hands when the number of shards
 * does: from n to n + 1 about 1 / (n + 1) of all, each to the new shard. Immutable.
 */
public final class ConsistentHash {

	/*
	 * A ring with virtual nodes [1], compiled to a flat table of slots, so that a look-up
	 * is one array read. A point of the ring owns the slots from its own up to the next
	 * point.
	 *
	 * The table of a larger ring is finer. The points of shard i always lie on the grid
	 * of a ring of i + 1 shards, and are placed in the order of shards (a taken slot
	 * yields to the next free one on the grid), so they are the same points in every ring
	 * that has them: only keys between an old point and a new one change hands.
	 *
	 * [1] Karger et al., Consistent Hashing and Random Trees, STOC 1997
	 */

	/** The most shards of a ring. */
	public static final int MAX_SHARDS = 4096;

	/** The points of each shard. */
	public static final int VIRTUAL_NODES = 128;

	private static final int SLOTS_A_POINT = 8;

	private static final int MOST_KEPT = 64;

	/** Rings are immutable and small ones common: caches share them. */
	private static final AtomicReferenceArray<@Nullable ConsistentHash> KEPT = new AtomicReferenceArray<>(
			MOST_KEPT + 1);

	private final int shards;

	private final int shift;

	private final short[] slots;

	private final int[] slotsOwned;

	private ConsistentHash(int shards) {
		this.shards = shards;
		int bits = bits(shards);
		this.shift = Integer.SIZE - bits;
		this.slots = new short[1 << bits];
		this.slotsOwned = new int[shards];
		Arrays.fill(this.slots, (short) -1);
		for (int shard = 0; shard < shards; shard++) {
			place(shard, bits);
		}
		fill();
	}

	/**
	 * Gives the ring of a number of shards.
	 * @param shards 1 to {@value #MAX_SHARDS}
	 * @return the ring, the same for everyone
	 */
	public static ConsistentHash of(int shards) {
		if (shards < 1 || shards > MAX_SHARDS) {
			throw new IllegalArgumentException("shards must be from 1 to " + MAX_SHARDS + ", not " + shards);
		}
		if (shards > MOST_KEPT) {
			return new ConsistentHash(shards);
		}
		ConsistentHash kept = KEPT.get(shards);
		if (kept == null) {
			kept = new ConsistentHash(shards);
			KEPT.set(shards, kept);
		}
		return kept;
	}

	/**
	 * Finds the owner of a hash.
	 * @param hash a hash whose high bits are well spread
	 * @return the index of the shard
	 */
	public int shardOf(int hash) {
		return this.slots[hash >>> this.shift];
	}

	/**
	 * Gives the number of shards.
	 * @return the number
	 */
	public int shards() {
		return this.shards;
	}

	/**
	 * Gives the share of all hashes that a shard owns.
	 * @param shard the index of the shard
	 * @return a fraction; those of all shards add up to 1
	 */
	public double share(int shard) {
		return (double) this.slotsOwned[shard] / this.slots.length;
	}

	/**
	 * Divides a capacity by the shares, so that full shards evict alike.
	 * @param capacity the capacity of all shards, at least 0
	 * @return the capacity of each, adding up to the whole
	 */
	public long[] divide(long capacity) {
		long[] parts = new long[this.shards];
		long left = capacity;
		for (int shard = 0; shard < this.shards; shard++) {
			parts[shard] = (long) (capacity * share(shard));
			left -= parts[shard];
		}
		for (int shard = 0; left != 0; shard = (shard + 1) % this.shards) {
			long step = (left > 0) ? 1 : -1;
			if (parts[shard] + step >= 0) {
				parts[shard] += step;
				left -= step;
			}
		}
		return parts;
	}

	private void place(int shard, int bits) {
		int gridBits = bits(shard + 1);
		int step = 1 << (bits - gridBits);
		for (int node = 0; node < VIRTUAL_NODES; node++) {
			int point = (int) (Spread.stretch(shard * VIRTUAL_NODES + node + 1) >>> (Long.SIZE - gridBits));
			int slot = point * step;
			while (this.slots[slot] >= 0) {
				slot = (slot + step) & (this.slots.length - 1);
			}
			this.slots[slot] = (short) shard;
		}
	}

	private void fill() {
		int last = this.slots.length - 1;
		while (this.slots[last] < 0) {
			last--;
		}
		short owner = this.slots[last];
		for (int slot = 0; slot < this.slots.length; slot++) {
			if (this.slots[slot] < 0) {
				this.slots[slot] = owner;
			}
			owner = this.slots[slot];
			this.slotsOwned[owner]++;
		}
	}

	private static int bits(int shards) {
		return Integer.SIZE - Integer.numberOfLeadingZeros(shards * VIRTUAL_NODES * SLOTS_A_POINT - 1);
	}

}
