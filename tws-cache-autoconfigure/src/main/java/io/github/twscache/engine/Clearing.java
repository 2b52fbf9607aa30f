package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Removes all entries of a store at once.
 */
final class Clearing {

	/*
	 * clears: raised under all shard locks by every clear. A load remembers it and may
	 * store only if it is unchanged, which is asked under the shard lock: so no clear
	 * comes between the question and the store.
	 */

	private final ShardedStore store;

	private volatile long clears;

	Clearing(ShardedStore store) {
		this.store = store;
	}

	/**
	 * Removes all entries, and makes loads that are under way void.
	 * @return how many entries were removed
	 */
	long clear() {
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
	private boolean detach(List<@Nullable Entry[]> detached) {
		Topology seen = this.store.topology();
		seen.ring();
		List<CacheShard> shards = seen.all();
		this.store.locks().lockAll(shards);
		try {
			if (this.store.topology() != seen) {
				return false;
			}
			detachLocked(shards, detached);
		}
		finally {
			this.store.locks().unlockAll(shards);
		}
		return true;
	}

	/**
	 * Both levels as one: who misses in a detached shard waits for the lock, because the
	 * first level may still have the key.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate") // all shard locks are held
	private void detachLocked(List<CacheShard> shards, List<@Nullable Entry[]> detached) {
		shards.forEach(CacheShard::beginMove);
		try {
			this.clears = this.clears + 1;
			for (CacheShard shard : shards) {
				detached.add(shard.detach());
			}
		}
		finally {
			try {
				if (this.store.level1() != null) {
					this.store.level1().clear();
				}
			}
			finally {
				shards.forEach(CacheShard::endMove);
			}
		}
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

}
