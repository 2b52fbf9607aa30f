package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Changes the entries of a store.
 */
public final class StoreWriter {

	/*
	 * What is stored on a condition (put if absent, a load's result) never goes into an
	 * expired entry, where it could meet a writer without lock (see Overwriter), but
	 * replaces it. A writer holds the shard lock, or both shard locks while the key may
	 * have to move; then it moves its own key first.
	 *
	 * Tickets of loads: removals, put-if-absent and the store of a load's result hold the
	 * key lock. A put holds it, too, while there may be tickets, and takes the key's away
	 * before it writes. Without, it takes away afterwards what came meanwhile: such a
	 * load began after the put was called, so what it read is not older, and if it ends
	 * first it leaves a living entry alone. A load that is stored takes away those that
	 * ran beside it, whatever the entries are like: of several the first one counts.
	 *
	 * Weights and terms may come from code of the user's, so they are asked for before
	 * the first lock is taken.
	 */

	private enum Outcome {

		CREATED, UPDATED, REFUSED

	}

	/** A write that nothing can make void. */
	private static final long ALWAYS = -1;

	/** A write that a living entry makes void. */
	private static final long IF_ABSENT = -2;

	private final ShardedStore store;

	private final Lifetimes lifetimes;

	private final Overwriter overwriter;

	private final Clearing clearing;

	StoreWriter(ShardedStore store, Lifetimes lifetimes) {
		this.store = store;
		this.lifetimes = lifetimes;
		this.overwriter = new Overwriter(store, lifetimes);
		this.clearing = new Clearing(store);
	}

	/**
	 * Changes the time to live of values stored from now on.
	 * @param ttlNanos nanoseconds, zero for never
	 */
	public void setTtl(long ttlNanos) {
		this.lifetimes.setTtl(ttlNanos);
	}

	/**
	 * Stores a value.
	 * @param key the key
	 * @param hash its hash
	 * @param value the masked value
	 * @param ttlNanos its time to live, {@link ShardedStore#OWN_TTL} for the cache's own
	 */
	public void put(Object key, int hash, Object value, long ttlNanos) {
		Terms terms = this.lifetimes.terms(key, value);
		if (ttlNanos == ShardedStore.OWN_TTL && this.overwriter.overwrite(key, hash, value, terms)) {
			stored(key, value, Outcome.UPDATED, null);
			return;
		}
		int weight = this.store.settings().weigh(key, value);
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = mayNeedKeyLock() ? lockKey(hash) : null;
		try {
			this.store.loads().outdate(key);
			outcome = write(key, hash, value, ttlNanos, weight, terms, ALWAYS, removals);
			if (lock == null) {
				this.store.loads().outdate(key);
			}
		}
		finally {
			if (lock != null) {
				lock.unlock();
			}
		}
		stored(key, value, outcome, removals);
	}

	private boolean mayNeedKeyLock() {
		return this.store.loads().mayHaveTickets() || this.store.settings().isDetailed();
	}

	/**
	 * Stores a value unless there is one.
	 * @param key the key
	 * @param hash its hash
	 * @param value the masked value
	 * @return the masked value that was there, or {@code null}
	 */
	public @Nullable Object putIfAbsent(Object key, int hash, Object value) {
		int weight = this.store.settings().weigh(key, value);
		Terms terms = this.lifetimes.terms(key, value);
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = lockKey(hash);
		try {
			do {
				Object present = this.store.peek(key, hash);
				if (present != null) {
					return present;
				}
				this.store.loads().outdate(key);
				outcome = write(key, hash, value, ShardedStore.OWN_TTL, weight, terms, IF_ABSENT, removals);
			}
			while (outcome == Outcome.REFUSED);
		}
		finally {
			lock.unlock();
		}
		stored(key, value, outcome, removals);
		return null;
	}

	/**
	 * Stores what a load made, unless the key was changed or the cache cleared meanwhile.
	 * @return what tells the listener, for when those who wait have been released
	 */
	Runnable putLoaded(Load load, Object value) {
		int weight = this.store.settings().weigh(load.key, value);
		Terms terms = this.lifetimes.terms(load.key, value);
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = lockKey(load.hash);
		try {
			outcome = this.store.loads().table().finish(load)
					? write(load.key, load.hash, value, ShardedStore.OWN_TTL, weight, terms, load.clears, removals)
					: Outcome.REFUSED;
			if (outcome != Outcome.REFUSED) {
				this.store.loads().table().stored(load);
			}
		}
		finally {
			lock.unlock();
		}
		count(outcome);
		return () -> tell(load.key, value, outcome, removals);
	}

	/**
	 * Removes a key.
	 * @param key the key
	 * @param hash its hash
	 * @return whether there was a value that had not expired
	 */
	public boolean remove(Object key, int hash) {
		Removals removals = this.store.newRemovals();
		boolean live;
		KeyLock.Held lock = lockKey(hash);
		try {
			this.store.loads().outdate(key);
			live = this.store.find(key, hash) != null && removeLocked(key, hash, removals);
		}
		finally {
			lock.unlock();
		}
		ShardedStore.announce(removals);
		return live;
	}

	private boolean removeLocked(Object key, int hash, @Nullable Removals removals) {
		while (true) {
			Topology seen = this.store.topology();
			CacheShard owner = seen.owner(hash);
			CacheShard former = seen.formerOwner(hash);
			lock(owner, former);
			try {
				if (this.store.topology() == seen) {
					return removeFrom(owner, key, hash, removals)
							|| (former != null && removeFrom(former, key, hash, removals));
				}
			}
			finally {
				unlock(owner, former);
			}
		}
	}

	private boolean removeFrom(CacheShard shard, Object key, int hash, @Nullable Removals removals) {
		Entry entry = shard.locate(key, hash);
		if (entry == null) {
			return false;
		}
		long now = this.store.clock().now();
		boolean live = this.store.expiry().isLive(entry, now);
		Object value = entry.kill();
		if (!live) {
			// A writer without lock may have come since the look. What is only kept for
			// failing loads, or is over unread, had expired all the same.
			long last = entry.endDeadline(now);
			live = last != Entry.OVER && last - now > 0 && !this.store.expiry().isIdle(entry, now);
		}
		shard.removeDead(entry, value, live ? RemovalCause.INVALIDATED : RemovalCause.EXPIRED, removals);
		return live;
	}

	/**
	 * Writes under the shard lock.
	 * @param terms what the rules say of the value, if there are any
	 * @param condition {@link #ALWAYS}, {@link #IF_ABSENT}, or the number of clears that
	 * a loaded value must not outlive
	 */
	private Outcome write(Object key, int hash, Object value, long ttlNanos, int weight, @Nullable Terms terms,
			long condition, @Nullable Removals removals) {
		while (true) {
			Topology seen = this.store.topology();
			CacheShard owner = seen.owner(hash);
			CacheShard former = seen.formerOwner(hash);
			long now = this.store.clock().now();
			this.store.clock().repair(now);
			long deadline = this.lifetimes.deadline(terms, value, ttlNanos, now);
			lock(owner, former);
			try {
				if (this.store.topology() == seen) {
					if (former != null) {
						bring(seen, former, owner, key, hash, now, removals);
					}
					if (condition != ALWAYS && condition != IF_ABSENT && condition != clears()) {
						return Outcome.REFUSED;
					}
					if (condition != ALWAYS && !this.store.settings().isDetailed()) {
						return writeIfOver(owner, key, hash, value, deadline, now, removals);
					}
					return writeLocked(owner, key, hash, value, deadline, now, weight, terms, removals);
				}
			}
			finally {
				unlock(owner, former);
			}
		}
	}

	/** The key moves before its writer writes. */
	private void bring(Topology seen, CacheShard former, CacheShard owner, Object key, int hash, long now,
			@Nullable Removals removals) {
		Entry entry = former.locate(key, hash);
		if (entry != null) {
			Resizer.bring(seen, former, owner, entry, now, removals);
		}
	}

	/**
	 * Stores a value unless there is a living one. Not for the detailed entries: a read
	 * may revive them, and nobody overwrites them without the key lock.
	 */
	private Outcome writeIfOver(CacheShard shard, Object key, int hash, Object value, long deadline, long now,
			@Nullable Removals removals) {
		Entry present = shard.locate(key, hash);
		if (present == null) {
			return writeLocked(shard, key, hash, value, deadline, now, 1, null, removals);
		}
		return shard.renew(present, value, deadline, now) ? Outcome.UPDATED : Outcome.REFUSED;
	}

	private Outcome writeLocked(CacheShard shard, Object key, int hash, Object value, long deadline, long now,
			int weight, @Nullable Terms terms, @Nullable Removals removals) {
		Entry entry = shard.locate(key, hash);
		if (entry != null) {
			shard.update(entry, value, deadline, now, weight, terms, removals);
			return Outcome.UPDATED;
		}
		shard.insert(create(key, hash, value, deadline, now, weight, terms), now, removals);
		return Outcome.CREATED;
	}

	private Entry create(Object key, int hash, Object value, long deadline, long now, int weight,
			@Nullable Terms terms) {
		if (!this.store.settings().isDetailed()) {
			return new Entry(key, hash, value, deadline, now);
		}
		DetailedEntry created = new DetailedEntry(key, hash, value, deadline, now, weight);
		if (terms != null) {
			created.lasts(terms, deadline, now);
		}
		return created;
	}

	/**
	 * Removes all entries, and makes loads that are under way void.
	 * @return how many entries were removed
	 */
	public long clear() {
		return this.clearing.clear();
	}

	/** Lets go of all entries of a store that has been closed. */
	void drop(Topology last) {
		this.clearing.drop(last);
	}

	long clears() {
		return this.clearing.clears();
	}

	private KeyLock.Held lockKey(int hash) {
		return this.store.locks().lockKey(hash, this.store.topology().shards());
	}

	private void lock(CacheShard owner, @Nullable CacheShard former) {
		if (former == null) {
			owner.lock();
		}
		else {
			this.store.locks().lockBoth(owner, former);
			this.store.resizer().moves().begin();
		}
	}

	private void unlock(CacheShard owner, @Nullable CacheShard former) {
		if (former == null) {
			owner.unlock();
		}
		else {
			try {
				this.store.locks().unlockBoth(owner, former);
			}
			finally {
				this.store.resizer().moves().end();
			}
		}
	}

	private void stored(Object key, Object value, Outcome outcome, @Nullable Removals removals) {
		count(outcome);
		tell(key, value, outcome, removals);
	}

	private void count(Outcome outcome) {
		if (outcome != Outcome.REFUSED) {
			this.store.counters().increment(StripedCounters.PUTS);
		}
	}

	private void tell(Object key, Object value, Outcome outcome, @Nullable Removals removals) {
		if (outcome != Outcome.REFUSED) {
			StoreListener listener = this.store.listener();
			if (listener != null && listener.wantsEntries()) {
				listener.stored(key, value, outcome == Outcome.CREATED);
			}
		}
		ShardedStore.announce(removals);
	}

}
