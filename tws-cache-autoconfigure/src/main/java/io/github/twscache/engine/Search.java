package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Finds entries for sure, also while they move from shard to shard.
 */
final class Search {

	/*
	 * A miss counts only if the topology is still the same afterwards; a shard validates
	 * its own part (see ShardTable). While entries move, a key is searched where it was
	 * and then where it goes to, which finds it unless it moved in between, which the old
	 * shard's version tells. A living entry is good wherever it is found, so a key that
	 * is there is found without lock, however long the version is odd: it is in neither
	 * place for a moment only.
	 */

	/**
	 * After so many looks a key that seems to be nowhere is looked for under the locks.
	 */
	private static final int LOOKS = 64;

	private final ShardedStore store;

	Search(ShardedStore store) {
		this.store = store;
	}

	/** Finds the entry of a key: expired perhaps, alive a moment ago. */
	@Nullable Entry find(Object key, int hash) {
		Topology seen = this.store.topology();
		if (seen.isSettled()) {
			Entry entry = seen.owner(hash).find(key, hash);
			if (entry != null || this.store.topology() == seen) {
				return entry;
			}
		}
		return findWhileMoving(key, hash);
	}

	private @Nullable Entry findWhileMoving(Object key, int hash) {
		while (true) {
			Topology seen = this.store.topology();
			CacheShard owner = seen.owner(hash);
			CacheShard former = seen.formerOwner(hash);
			Entry entry = (former == null) ? owner.find(key, hash) : findInBoth(former, owner, key, hash);
			if (entry != null || this.store.topology() == seen) {
				return entry;
			}
		}
	}

	private @Nullable Entry findInBoth(CacheShard former, CacheShard owner, Object key, int hash) {
		for (int look = 0; look < LOOKS; look++) {
			int version = former.version();
			Entry entry = former.findAlive(key, hash);
			entry = (entry != null) ? entry : owner.findAlive(key, hash);
			if (entry != null) {
				return entry;
			}
			if (former.isUnchanged(version)) {
				entry = former.find(key, hash);
				entry = (entry != null) ? entry : owner.find(key, hash);
				if (entry != null || former.isUnchanged(version)) {
					return entry;
				}
			}
			Thread.onSpinWait();
		}
		return findLocked(former, owner, key, hash);
	}

	private @Nullable Entry findLocked(CacheShard former, CacheShard owner, Object key, int hash) {
		this.store.locks().lockBoth(former, owner);
		try {
			Entry entry = former.locate(key, hash);
			return (entry != null) ? entry : owner.locate(key, hash);
		}
		finally {
			this.store.locks().unlockBoth(former, owner);
		}
	}

}
