package io.github.twscache.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Hands out the locks of a cache: key locks, shard locks, two shard locks, all of them.
 */
public final class ShardLockManager {

	/*
	 * Lock order ---------- 1. A key lock is taken before a shard lock, never after it.
	 * 2. A thread holds at most one key lock. 3. Several shard locks are taken by
	 * ascending shard index. 4. No user code runs under any lock but equals, hashCode and
	 * compareTo of keys, and a ticker of the user's own.
	 *
	 * A key lock guards the operations on one key against each other: registering a load,
	 * storing its result or its failure, a put meanwhile, removal, put-if-absent. A shard
	 * lock guards the structure of a shard: insert, unlink, eviction, wheel, move.
	 * src-docs/design.md has the table of operations and locks.
	 */

	private final KeyLock keyLock;

	ShardLockManager(KeyLock keyLock) {
		this.keyLock = keyLock;
	}

	KeyLock keyLock() {
		return this.keyLock;
	}

	KeyLock.Held lockKey(int hash, CacheShard[] shards) {
		assert holdsNone(shards) : "a key lock is taken before a shard lock";
		return this.keyLock.acquire(hash);
	}

	void lockBoth(CacheShard one, CacheShard other) {
		boolean ascending = one.index() < other.index();
		(ascending ? one : other).lock();
		(ascending ? other : one).lock();
	}

	void unlockBoth(CacheShard one, CacheShard other) {
		try {
			one.unlock();
		}
		finally {
			other.unlock();
		}
	}

	/** Takes the locks of all shards that a key may be in. */
	void lockOwners(CacheShard owner, @Nullable CacheShard former) {
		if (former == null) {
			owner.lock();
		}
		else {
			lockBoth(owner, former);
		}
	}

	void unlockOwners(CacheShard owner, @Nullable CacheShard former) {
		if (former == null) {
			owner.unlock();
		}
		else {
			unlockBoth(owner, former);
		}
	}

	void lockAll(List<CacheShard> ascending) {
		ascending.forEach(CacheShard::lock);
	}

	void unlockAll(List<CacheShard> ascending) {
		int unlocked = 0;
		try {
			for (CacheShard shard : ascending) {
				unlocked++;
				shard.unlock();
			}
		}
		finally {
			// Only if unlocking one of them failed: the others must not stay locked.
			ascending.subList(unlocked, ascending.size()).forEach(CacheShard::unlock);
		}
	}

	private static boolean holdsNone(CacheShard[] shards) {
		for (CacheShard shard : shards) {
			if (shard.isLockedByCurrentThread()) {
				return false;
			}
		}
		return true;
	}

}
