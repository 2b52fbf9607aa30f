package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Changes the entries of a store. Every operation on a key runs under its key lock.
 */
public final class StoreWriter {

	/*
	 * An overwrite needs no shard lock if the entry is there, keeps its weight, and its
	 * deadline does not come nearer (else the wheel has to file it anew): see Entry for
	 * how it meets expiry, eviction and moves. Everything else takes the shard lock, or
	 * both while the key may have to move; then the writer moves its own key first.
	 *
	 * clears: raised under all shard locks by every clear. A load remembers it and may
	 * store only if it is unchanged, which is asked under the shard lock: so no clear
	 * comes between the question and the store.
	 */

	private enum Outcome {

		CREATED, UPDATED, REFUSED

	}

	/** A write that no clear can make void. */
	private static final long ANY = -1;

	private final ShardedStore store;

	private final Lifetimes lifetimes;

	private volatile long clears;

	StoreWriter(ShardedStore store, Lifetimes lifetimes) {
		this.store = store;
		this.lifetimes = lifetimes;
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
		int weight = this.store.settings().weigh(key, value);
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = lockKey(hash);
		try {
			this.store.loads().outdate(key);
			outcome = write(key, hash, value, ttlNanos, weight, ANY, removals);
		}
		finally {
			lock.unlock();
		}
		stored(key, value, outcome, removals);
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
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = lockKey(hash);
		try {
			Object present = this.store.peek(key, hash);
			if (present != null) {
				return present;
			}
			this.store.loads().outdate(key);
			outcome = write(key, hash, value, ShardedStore.OWN_TTL, weight, ANY, removals);
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
		Removals removals = this.store.newRemovals();
		Outcome outcome;
		KeyLock.Held lock = lockKey(load.hash);
		try {
			outcome = this.store.loads().finish(load)
					? write(load.key, load.hash, value, ShardedStore.OWN_TTL, weight, load.clears, removals)
					: Outcome.REFUSED;
		}
		finally {
			lock.unlock();
		}
		return () -> stored(load.key, value, outcome, removals);
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
		boolean live = this.store.expiry().isLive(entry, this.store.clock().now());
		shard.remove(entry, live ? RemovalCause.INVALIDATED : RemovalCause.EXPIRED, removals);
		return live;
	}

	private Outcome write(Object key, int hash, Object value, long ttlNanos, int weight, long onlyIfClears,
			@Nullable Removals removals) {
		while (true) {
			Topology seen = this.store.topology();
			CacheShard owner = seen.owner(hash);
			CacheShard former = seen.formerOwner(hash);
			long now = this.store.clock().now();
			this.store.clock().repair(now);
			long deadline = (ttlNanos == ShardedStore.OWN_TTL) ? this.lifetimes.deadline(value, now)
					: this.lifetimes.deadline(ttlNanos, now);
			if (former == null && onlyIfClears == ANY
					&& overwrite(owner.find(key, hash), value, deadline, now, weight)) {
				return Outcome.UPDATED;
			}
			lock(owner, former);
			try {
				if (this.store.topology() == seen) {
					if (onlyIfClears != ANY && onlyIfClears != this.clears) {
						return Outcome.REFUSED;
					}
					if (former != null) {
						bring(seen, former, owner, key, hash, removals);
					}
					return writeLocked(owner, key, hash, value, deadline, now, weight, removals);
				}
			}
			finally {
				unlock(owner, former);
			}
		}
	}

	/** The key moves before its writer writes. */
	private void bring(Topology seen, CacheShard former, CacheShard owner, Object key, int hash,
			@Nullable Removals removals) {
		Entry entry = former.locate(key, hash);
		if (entry != null) {
			Resizer.bring(seen, former, owner, entry, removals);
		}
	}

	private boolean overwrite(@Nullable Entry entry, Object value, long deadline, long now, int weight) {
		if (entry == null || entry.weight() != weight || deadline < entry.deadline() || !entry.replaceValue(value)) {
			return false;
		}
		entry.accessed(now);
		if (!entry.extend(deadline, now)) {
			return false;
		}
		entry.recordHit();
		return true;
	}

	private Outcome writeLocked(CacheShard shard, Object key, int hash, Object value, long deadline, long now,
			int weight, @Nullable Removals removals) {
		Entry entry = shard.locate(key, hash);
		if (entry != null) {
			shard.update(entry, value, deadline, now, weight, removals);
			return Outcome.UPDATED;
		}
		Entry created = this.store.settings().isDetailed() ? new DetailedEntry(key, hash, value, deadline, now, weight)
				: new Entry(key, hash, value, deadline, now);
		shard.insert(created, now, removals);
		return Outcome.CREATED;
	}

	/**
	 * Removes all entries, and makes loads that are under way void.
	 * @return how many entries were removed
	 */
	public long clear() {
		List<@Nullable Entry[]> detached = new ArrayList<>();
		long killed;
		try {
			while (!detach(detached)) {
				Thread.onSpinWait();
			}
		}
		finally {
			// Even if memory ran out halfway: what has been detached must die.
			killed = kill(detached);
		}
		return killed;
	}

	/** Lets go of all entries of a store that has been closed. */
	void drop(Topology last) {
		List<CacheShard> shards = last.all();
		this.store.locks().lockAll(shards);
		try {
			shards.forEach(CacheShard::detach);
		}
		finally {
			this.store.locks().unlockAll(shards);
		}
	}

	/** Detaches the entries of all shards, unless the shards are others by now. */
	@SuppressWarnings("NonAtomicVolatileUpdate") // all shard locks are held
	private boolean detach(List<@Nullable Entry[]> detached) {
		Topology seen = this.store.topology();
		seen.ring();
		List<CacheShard> shards = seen.all();
		this.store.locks().lockAll(shards);
		try {
			if (this.store.topology() != seen) {
				return false;
			}
			this.clears = this.clears + 1;
			for (CacheShard shard : shards) {
				detached.add(shard.detach());
			}
		}
		finally {
			if (this.store.level1() != null) {
				this.store.level1().clear();
			}
			this.store.locks().unlockAll(shards);
		}
		return true;
	}

	private long kill(List<@Nullable Entry[]> detached) {
		Removals removals = this.store.newRemovals();
		long killed = 0;
		for (@Nullable
		Entry[] chains : detached) {
			for (Entry chain : chains) {
				for (Entry entry = chain; entry != null; entry = entry.next()) {
					Object value = entry.kill();
					killed++;
					if (removals != null) {
						removals.add(entry, value, RemovalCause.INVALIDATED);
					}
				}
			}
		}
		// Not before all are dead: a slow listener must not keep them readable.
		ShardedStore.announce(removals);
		return killed;
	}

	long clears() {
		return this.clears;
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
		if (outcome != Outcome.REFUSED) {
			this.store.counters().increment(StripedCounters.PUTS);
			StoreListener listener = this.store.listener();
			if (listener != null && listener.wantsEntries()) {
				listener.stored(key, value, outcome == Outcome.CREATED);
			}
		}
		ShardedStore.announce(removals);
	}

}
