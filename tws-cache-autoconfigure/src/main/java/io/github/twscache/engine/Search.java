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
	 * shard's version tells.
	 */

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
			Entry entry;
			if (former == null) {
				entry = owner.find(key, hash);
			}
			else {
				int version = former.version();
				entry = former.find(key, hash);
				entry = (entry != null) ? entry : owner.find(key, hash);
				if (entry == null && !former.isUnchanged(version)) {
					entry = findLocked(former, owner, key, hash);
				}
			}
			if (entry != null || this.store.topology() == seen) {
				return entry;
			}
		}
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
