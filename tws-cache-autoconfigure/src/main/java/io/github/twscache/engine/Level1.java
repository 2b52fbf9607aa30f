package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The first level: a small direct-mapped array of references to the very entries that the
 * second level holds, so that most reads go around ring, shard and bucket.
 */
public final class Level1 {

	/*
	 * A slot is good if its entry has the key, is alive and in time. As it refers to the
	 * same object, it cannot be stale: a removed entry is dead, an overwritten one has
	 * its new value. So there is nothing to invalidate; who removes an entry lets go of
	 * it here for the garbage collector's sake alone.
	 *
	 * Only a sample of the second level's hits is promoted, so that in the steady state
	 * nothing is written here. The array starts empty and grows with the cache; what it
	 * held is dropped then, which costs a few second level hits. While the trial has this
	 * level rest, it has no slots, and nothing is promoted.
	 *
	 * slots: replaced under this object's monitor.
	 */

	private static final int LEAST_CHOSEN = 16;

	private static final int MOST_CHOSEN = 1 << 20;

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Entry[].class);

	private final Expiry expiry;

	private final StripedCounters counters;

	private final int mostSet;

	private final Level1Trial trial = new Level1Trial();

	private volatile int most;

	/** Never empty, so that a read needs no check: without slots there is one, free. */
	private volatile @Nullable Entry[] slots = new Entry[1];

	Level1(Expiry expiry, StripedCounters counters, int mostSet, long maximum) {
		this.expiry = expiry;
		this.counters = counters;
		this.mostSet = mostSet;
		setMaximum(maximum);
	}

	/**
	 * Looks a key up, and counts a hit.
	 * @param key the key
	 * @param hash its hash
	 * @return the masked value, or {@code null} if this level does not have it
	 */
	public @Nullable Object get(Object key, int hash) {
		Entry entry = entry(key, hash);
		if (entry == null || !this.expiry.isLiveToRead(entry)) {
			return null;
		}
		Object value = entry.value();
		if (value == Entry.DEAD) {
			return null;
		}
		entry.recordHit();
		if ((this.counters.increment(StripedCounters.L1_HITS) & StripedCounters.SAMPLE_MASK) == 0) {
			this.expiry.clock().use();
			this.trial.hit();
		}
		return value;
	}

	/** Finds the entry of a key, which may be dead or expired. */
	@Nullable Entry entry(Object key, int hash) {
		@Nullable Entry[] table = this.slots;
		Entry entry = (Entry) SLOT.getAcquire(table, hash & (table.length - 1));
		return (entry != null && entry.hasKey(key, hash)) ? entry : null;
	}

	/**
	 * Hears of a sampled hit in the second level.
	 * @return whether to promote its entry
	 */
	boolean wantsPromotion() {
		if (this.trial.missed()) {
			rest();
		}
		return !this.trial.isResting();
	}

	private synchronized void rest() {
		if (this.trial.isResting()) {
			clear();
		}
	}

	/** Whether the size of the cache matters to {@link #slots} any more. */
	boolean mayGrow() {
		return (this.slots).length < this.most;
	}

	/**
	 * Gives the slots, grown to fit the size of the cache.
	 * @return an array for {@link #promote}
	 */
	@Nullable Entry[] slots(long cacheSize) {
		@Nullable Entry[] table = this.slots;
		int wanted = Math.min(slotsFor(cacheSize), this.most);
		return (wanted > table.length) ? grow(wanted) : table;
	}

	/**
	 * Takes an entry in, in place of whatever has its slot.
	 * @param table slots that were read before the entry was found in the second level: a
	 * clear replaces the tables, then the slots, so no entry that it removes can get into
	 * slots that come after it
	 */
	void promote(Entry entry, @Nullable Entry[] table) {
		SLOT.setVolatile(table, entry.hash & (table.length - 1), entry);
		// Who removed it meanwhile may have looked here before: then it is dead by now.
		if (entry.isDead()) {
			forget(table, entry);
		}
	}

	private synchronized @Nullable Entry[] grow(int wanted) {
		if (wanted > this.slots.length && wanted <= this.most) {
			this.slots = new Entry[wanted];
			this.trial.begin(wanted);
		}
		return this.slots;
	}

	/** Fits this level to the bound of the cache. */
	synchronized void setMaximum(long maximum) {
		int chosen = Math.min(slotsFor(maximum), MOST_CHOSEN);
		this.most = (this.mostSet > 0) ? Integer.highestOneBit(this.mostSet) : chosen;
		if (this.slots.length > this.most) {
			clear();
		}
	}

	/** About as many slots as entries, but some: a power of two. */
	private static int slotsFor(long entries) {
		if (entries == 0) {
			return 1;
		}
		return (int) Long.highestOneBit(Math.max(LEAST_CHOSEN, Math.min(entries, 1 << 28) * 4 / 3));
	}

	synchronized void clear() {
		this.slots = new Entry[1];
	}

	synchronized void close() {
		this.most = 0;
		clear();
	}

	/** Lets go of an entry that has been removed. */
	void forget(Entry entry) {
		forget(this.slots, entry);
	}

	private static void forget(@Nullable Entry[] table, Entry entry) {
		int slot = entry.hash & (table.length - 1);
		if (SLOT.getVolatile(table, slot) == entry) {
			SLOT.compareAndSet(table, slot, entry, (Entry) null);
		}
	}

	/**
	 * Lets go of entries that are dead or expired: those that were promoted while they
	 * were removed, and those that wait for cleanup.
	 */
	void sweep(long nowNanos) {
		@Nullable Entry[] table = this.slots;
		for (int slot = 0; slot < table.length; slot++) {
			Entry entry = (Entry) SLOT.getAcquire(table, slot);
			if (entry != null && (entry.isDead() || !this.expiry.isLive(entry, nowNanos))) {
				SLOT.compareAndSet(table, slot, entry, null);
			}
		}
	}

	/** Counts the living entries this level refers to. */
	long size() {
		@Nullable Entry[] table = this.slots;
		long size = 0;
		for (int slot = 0; slot < table.length; slot++) {
			Entry entry = (Entry) SLOT.getAcquire(table, slot);
			size += (entry != null && !entry.isDead()) ? 1 : 0;
		}
		return size;
	}

}
