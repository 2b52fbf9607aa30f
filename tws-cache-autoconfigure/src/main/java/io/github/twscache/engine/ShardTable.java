package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The hash table of a shard: read by anyone without a lock, changed under the shard lock.
 */
final class ShardTable {

	/*
	 * The entries are the chain nodes. An insert goes to the head of its chain, a removal
	 * relinks the predecessor and leaves the removed entry's own next alone, growing
	 * splits each chain and keeps its order. So a reader always moves forward and comes
	 * to an end, whatever happens meanwhile; what it finds is right, because the key
	 * proves it. What it does not find is another matter: while chains are rewired an
	 * entry can be out of reach. So a reader's miss counts only if the version was even
	 * (no rewiring) and is unchanged afterwards (a seqlock, after Lameter, Effective
	 * Synchronization on Linux/NUMA Systems, 2005, and the readers of Boehm, MSPC 2012).
	 *
	 * buckets: a power of two; written under the lock. version: odd while chains are
	 * rewired; written under the lock.
	 */

	/** The longest chain. Longer ones come from colliding hash codes alone. */
	static final int LONGEST_CHAIN = 128;

	private static final int SMALLEST = 16;

	private static final int LARGEST = 1 << 28;

	private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(Entry[].class);

	private static final VarHandle VERSION;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			VERSION = lookup.findVarHandle(ShardTable.class, "version", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile @Nullable Entry[] buckets = new Entry[SMALLEST];

	private volatile int version;

	private int size;

	/** Makes an empty table, which nobody else knows yet, large enough to begin with. */
	void makeRoomFor(long entries) {
		int wanted = (int) Math.max(SMALLEST, Math.min(entries, LARGEST));
		this.buckets = new Entry[Integer.highestOneBit(2 * wanted - 1)];
	}

	/**
	 * Searches without a lock.
	 * @return the entry, alive or dead, or {@code null}: which counts only if
	 * {@link #isUnchanged} holds for a version read before
	 */
	@Nullable Entry find(Object key, int hash) {
		@Nullable Entry[] table = this.buckets;
		Entry entry = (Entry) BUCKET.getAcquire(table, hash & (table.length - 1));
		while (entry != null && !entry.hasKey(key, hash)) {
			entry = entry.next();
		}
		return entry;
	}

	/**
	 * Searches, under the lock, for an entry by the very key object, without asking
	 * equals.
	 */
	@Nullable Entry findSame(Object key, int hash) {
		Entry entry = head(hash);
		while (entry != null && entry.key != key) {
			entry = entry.next();
		}
		return entry;
	}

	private @Nullable Entry head(int hash) {
		@Nullable Entry[] table = this.buckets;
		return table[hash & (table.length - 1)];
	}

	int version() {
		return this.version;
	}

	boolean isUnchanged(int seen) {
		VarHandle.acquireFence();
		return (seen & 1) == 0 && this.version == seen;
	}

	/**
	 * Announces that chains are going to be rewired, or entries moved to another shard.
	 */
	void beginRewiring() {
		VERSION.setOpaque(this, this.version + 1);
		VarHandle.storeStoreFence();
	}

	void endRewiring() {
		VERSION.setRelease(this, this.version + 1);
	}

	/**
	 * Adds an entry whose key is not in the table. A full table grows first, which is a
	 * rewiring of its own; one that has just lost an entry is not full.
	 */
	void insert(Entry entry) {
		prepare();
		@Nullable Entry[] table = this.buckets;
		int bucket = entry.hash & (table.length - 1);
		entry.next(table[bucket]);
		BUCKET.setRelease(table, bucket, entry);
		this.size++;
	}

	/** Grows if the table is full, so that the next insert allocates nothing. */
	void prepare() {
		if (this.size >= this.buckets.length && this.buckets.length < LARGEST) {
			grow();
		}
	}

	void remove(Entry entry) {
		@Nullable Entry[] table = this.buckets;
		int bucket = entry.hash & (table.length - 1);
		Entry before = null;
		Entry current = table[bucket];
		while (current != null && current != entry) {
			before = current;
			current = current.next();
		}
		if (current == null) {
			return;
		}
		if (before == null) {
			BUCKET.setRelease(table, bucket, entry.next());
		}
		else {
			before.next(entry.next());
		}
		this.size--;
	}

	/**
	 * Gives the entry to evict before another may join a chain that is full: one of the
	 * same hash, if there is any, because it is those that made the chain long.
	 */
	@Nullable Entry surplus(int hash) {
		int length = 0;
		Entry last = null;
		Entry same = null;
		for (Entry entry = head(hash); entry != null; entry = entry.next()) {
			length++;
			last = entry;
			same = (entry.hash == hash) ? entry : same;
		}
		if (length < LONGEST_CHAIN) {
			return null;
		}
		return (same != null) ? same : last;
	}

	private void grow() {
		@Nullable Entry[] old = this.buckets;
		@Nullable Entry[] grown = new Entry[old.length * 2];
		beginRewiring();
		try {
			for (int i = 0; i < old.length; i++) {
				split(old[i], grown, i, old.length);
			}
			this.buckets = grown;
		}
		finally {
			endRewiring();
		}
	}

	/**
	 * Spreads a chain over two, each in the old order, so that no reader turns in
	 * circles.
	 */
	private static void split(@Nullable Entry chain, @Nullable Entry[] grown, int low, int distance) {
		Entry lastLow = null;
		Entry lastHigh = null;
		for (Entry entry = chain; entry != null; entry = entry.next()) {
			boolean high = (entry.hash & distance) != 0;
			Entry last = high ? lastHigh : lastLow;
			if (last == null) {
				BUCKET.setRelease(grown, high ? low + distance : low, entry);
			}
			else if (last.next() != entry) {
				last.next(entry);
			}
			if (high) {
				lastHigh = entry;
			}
			else {
				lastLow = entry;
			}
		}
		if (lastLow != null) {
			lastLow.next(null);
		}
		if (lastHigh != null) {
			lastHigh.next(null);
		}
	}

	/** Empties the table and gives the chains it had, which readers may still be on. */
	@Nullable Entry[] detach() {
		@Nullable Entry[] chains = this.buckets;
		this.buckets = new Entry[SMALLEST];
		this.size = 0;
		return chains;
	}

	int size() {
		return this.size;
	}

	/**
	 * The number of buckets, under the lock; a walk by bucket is void once it changes.
	 */
	int length() {
		return this.buckets.length;
	}

	@Nullable Entry first(int bucket) {
		return this.buckets[bucket];
	}

	/**
	 * Walks the entries without a lock: those that come or go meanwhile may be missed.
	 */
	void forEach(Consumer<Entry> action) {
		@Nullable Entry[] table = this.buckets;
		for (int i = 0; i < table.length; i++) {
			for (Entry entry = (Entry) BUCKET.getAcquire(table, i); entry != null; entry = entry.next()) {
				action.accept(entry);
			}
		}
	}

}
