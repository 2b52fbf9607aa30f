package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One shard: a table read without a lock, and what keeps it bounded and young.
 */
public final class CacheShard {

	/*
	 * Looks (find, version, entries) take no lock where they can do without; what changes
	 * something is called with the shard lock held. An entry of the table is in one queue
	 * of the policy, and in the wheel unless it never expires; all three change together.
	 */

	/** How many expired entries an insert clears away on its way. */
	private static final int BUDGET_OF_AN_INSERT = 8;

	private final int index;

	private final ShortLock lock = new ShortLock();

	private final ShardTable table = new ShardTable();

	private final boolean weighted;

	private EvictionPolicy policy;

	private final ShardTimers timers;

	private final @Nullable Level1 level1;

	private long inserts;

	private long evictions;

	private long expirations;

	private long invalidations;

	private long moves;

	private volatile long contentions;

	CacheShard(int index, long capacity, boolean weighted, Expiry expiry, @Nullable Level1 level1) {
		this.index = index;
		this.weighted = weighted;
		this.level1 = level1;
		this.timers = new ShardTimers(this, expiry);
		this.policy = new EvictionPolicy(capacity, weighted);
	}

	/** Says what a new shard, which nobody else knows yet, is going to hold soon. */
	void expect(long entries) {
		this.table.makeRoomFor(entries);
	}

	int index() {
		return this.index;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // the lock is held
	void lock() {
		if (!this.lock.tryLock()) {
			this.lock.lockSoon();
			this.contentions++;
		}
	}

	void unlock() {
		this.lock.unlock();
	}

	boolean isLockedByCurrentThread() {
		return this.lock.isHeldByCurrentThread();
	}

	/**
	 * What the shard holds and has done. Takes the lock for a moment, because a write
	 * that left a copy for whoever may look would pay for it each time.
	 */
	ShardView view() {
		if (!this.lock.tryLock()) {
			this.lock.lockSoon();
		}
		try {
			return new ShardView(this.table.size(), this.policy.weight(), this.policy.capacity(), this.inserts,
					this.evictions, this.expirations, this.invalidations, this.moves);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** About how many entries there are; takes no lock. */
	int roughSize() {
		return this.table.size();
	}

	long contentions() {
		return this.contentions;
	}

	/** A time before which nothing in the shard expires. */
	long nextDeadline() {
		return this.timers.nextDeadline();
	}

	/**
	 * Searches without a lock, and with it only where the search cannot be trusted.
	 * @return the entry, alive a moment ago, or {@code null}
	 */
	@Nullable Entry find(Object key, int hash) {
		int version = this.table.version();
		Entry entry = this.table.find(key, hash);
		if (entry != null) {
			return entry.isDead() ? findLocked(key, hash) : entry;
		}
		return this.table.isUnchanged(version) ? null : findLocked(key, hash);
	}

	/** Searches without a lock: a living entry counts, {@code null} tells nothing. */
	@Nullable Entry findAlive(Object key, int hash) {
		Entry entry = this.table.find(key, hash);
		return (entry != null && !entry.isDead()) ? entry : null;
	}

	private @Nullable Entry findLocked(Object key, int hash) {
		lock();
		try {
			return locate(key, hash);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A stamp to prove that no entry left for another shard since. */
	int version() {
		return this.table.version();
	}

	boolean isUnchanged(int version) {
		return this.table.isUnchanged(version);
	}

	@Nullable Entry locate(Object key, int hash) {
		return this.table.find(key, hash);
	}

	/** Adds an entry whose key is not there, and removes what has to go for it. */
	void insert(Entry entry, long nowNanos, @Nullable Removals removals) {
		if (this.timers.nextDeadline() <= nowNanos) {
			advance(nowNanos, BUDGET_OF_AN_INSERT, removals);
		}
		makeRoomInChain(entry.hash, removals);
		// What allocates comes first: running out of memory must not leave half an entry.
		this.policy.prepare(this.table.size() + 1);
		this.timers.prepare(entry);
		this.table.insert(entry);
		this.inserts++;
		this.policy.add(entry, this.table.size());
		this.timers.schedule(entry);
		if (entry.weight() > this.policy.capacity()) {
			remove(entry, RemovalCause.EVICTED, removals);
		}
		evictSurplus(removals);
	}

	/** Gives an entry another value. */
	void update(Entry entry, Object value, long deadlineNanos, long nowNanos, int weight, @Nullable Terms terms,
			@Nullable Removals removals) {
		long before = entry.deadline();
		entry.replaceValue(value);
		entry.accessed(nowNanos);
		if (terms != null && entry instanceof DetailedEntry detailed) {
			detailed.lasts(terms, deadlineNanos, nowNanos);
		}
		refile(entry, value, before, deadlineNanos, nowNanos);
		entry.recordHit();
		if (entry instanceof DetailedEntry detailed && weight != detailed.weight()) {
			this.policy.reweigh(entry, (long) weight - detailed.weight());
			detailed.weight(weight);
			if (weight > this.policy.capacity()) {
				remove(entry, RemovalCause.EVICTED, removals);
			}
			evictSurplus(removals);
		}
	}

	/** Stores the deadline of a value and files its entry by it. */
	void refile(Entry entry, Object value, long before, long deadlineNanos, long nowNanos) {
		entry.deadline(value, before, deadlineNanos, nowNanos);
		this.timers.remove(entry);
		this.timers.schedule(entry);
	}

	/**
	 * Puts a value in the place of one that has expired, so that no writer without lock
	 * comes between the look and the store.
	 * @return false if it has not expired
	 */
	boolean renew(Entry entry, Object value, long deadlineNanos, long nowNanos) {
		return this.timers.renew(entry, value, deadlineNanos, nowNanos);
	}

	/** Removes an entry of the table and counts it. */
	void remove(Entry entry, RemovalCause cause, @Nullable Removals removals) {
		removeDead(entry, entry.kill(), cause, removals);
	}

	/** Removes an entry that has been killed, and counts it. */
	void removeDead(Entry entry, Object value, RemovalCause cause, @Nullable Removals removals) {
		unlink(entry);
		switch (cause) {
			case EVICTED -> {
				this.evictions++;
				this.policy.noteEvicted(entry);
			}
			case EXPIRED -> this.expirations++;
			case INVALIDATED -> this.invalidations++;
		}
		if (removals != null) {
			removals.add(entry, value, cause);
		}
	}

	private void unlink(Entry entry) {
		this.table.remove(entry);
		this.policy.remove(entry);
		this.timers.remove(entry);
		if (this.level1 != null) {
			this.level1.forget(entry);
		}
	}

	private void evictSurplus(@Nullable Removals removals) {
		while (this.policy.isOverCapacity()) {
			remove(this.policy.nextVictim(), RemovalCause.EVICTED, removals);
		}
	}

	private void makeRoomInChain(int hash, @Nullable Removals removals) {
		Entry surplus = this.table.surplus(hash);
		if (surplus != null) {
			remove(surplus, RemovalCause.EVICTED, removals);
		}
	}

	/**
	 * Removes entries that were due before the current tick.
	 * @return whether there are more
	 */
	boolean advance(long nowNanos, int budget, @Nullable Removals removals) {
		return this.timers.visit(nowNanos, budget, removals, false);
	}

	/**
	 * Removes entries that are due.
	 * @return whether there are more
	 */
	boolean cleanUp(long nowNanos, int budget, @Nullable Removals removals) {
		return this.timers.visit(nowNanos, budget, removals, true);
	}

	/** Puts the copy of an entry in the place of one that was killed too early. */
	void replace(Entry dead, Entry copy) {
		// The copy comes in at the head, behind readers that have passed it.
		this.table.beginRewiring();
		try {
			this.table.remove(dead);
			this.table.insert(copy);
		}
		finally {
			this.table.endRewiring();
		}
		this.policy.replace(dead, copy);
		this.timers.schedule(copy);
		if (this.level1 != null) {
			this.level1.forget(dead);
		}
	}

	/** Makes what {@link #adopt} needs, before the entry leaves its shard. */
	void prepareToAdopt(Entry entry) {
		this.table.prepare();
		this.policy.prepare(this.table.size() + 1);
		this.timers.prepare(entry);
	}

	/** Takes an entry in that has left another shard; both locks are held. */
	void adopt(Entry copy, byte queue, int estimate, @Nullable Removals removals) {
		makeRoomInChain(copy.hash, removals);
		this.table.insert(copy);
		this.policy.addMoved(copy, queue, estimate);
		this.timers.schedule(copy);
		this.moves++;
		evictSurplus(removals);
	}

	/** Lets an entry that was killed go to another shard; both locks are held. */
	void release(Entry dead) {
		unlink(dead);
	}

	int estimate(int hash) {
		return this.policy.estimate(hash);
	}

	void beginMove() {
		this.table.beginRewiring();
	}

	void endMove() {
		this.table.endRewiring();
	}

	long weight() {
		return this.policy.weight();
	}

	long capacity() {
		return this.policy.capacity();
	}

	void setCapacity(long capacity) {
		this.policy.setCapacity(capacity);
	}

	/**
	 * Evicts down to the capacity.
	 * @return whether there is more to evict
	 */
	boolean shrink(int budget, @Nullable Removals removals) {
		for (int i = 0; i < budget && this.policy.isOverCapacity(); i++) {
			remove(this.policy.nextVictim(), RemovalCause.EVICTED, removals);
		}
		return this.policy.isOverCapacity();
	}

	/**
	 * Empties the shard and counts its entries as invalidated. They are alive until the
	 * caller kills them, which it does before it returns to its own caller.
	 */
	@Nullable Entry[] detach() {
		// What allocates comes first, here and in the table: all of it happens, or
		// nothing.
		EvictionPolicy empty = new EvictionPolicy(this.policy.capacity(), this.weighted);
		int size = this.table.size();
		@Nullable Entry[] chains = this.table.detach();
		this.invalidations += size;
		this.policy = empty;
		this.timers.clear();
		return chains;
	}

	ShardTable table() {
		return this.table;
	}

	/** Lists the entries, without a lock unless chains are rewired all the time. */
	List<Entry> entries() {
		for (int attempt = 0; attempt < 3; attempt++) {
			int version = this.table.version();
			List<Entry> entries = new ArrayList<>();
			this.table.forEach(entries::add);
			if (this.table.isUnchanged(version)) {
				return entries;
			}
		}
		lock();
		try {
			List<Entry> entries = new ArrayList<>(this.table.size());
			this.table.forEach(entries::add);
			return entries;
		}
		finally {
			this.lock.unlock();
		}
	}

}
