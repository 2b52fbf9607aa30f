package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Overwrites values without any lock, where that can be done.
 */
final class Overwriter {

	/*
	 * It can be done if the entry is there, no entry is moving, the deadline does not
	 * come nearer (else the wheel has to file it anew), and the entry has a while to live
	 * or has expired already: see Entry for how it meets removals, expiry and its like.
	 * Only values with the time to live of the cache, or of its rules, are overwritten
	 * so; others, and null, which may have one of its own, are written under the locks.
	 */

	private final ShardedStore store;

	private final Lifetimes lifetimes;

	Overwriter(ShardedStore store, Lifetimes lifetimes) {
		this.store = store;
		this.lifetimes = lifetimes;
	}

	/**
	 * Replaces the value of an entry without any lock, if its deadline does not come
	 * nearer: else there is more to do than that. Not just before the deadline, when a
	 * value might be seen, expire, and be taken for one that never was.
	 */
	boolean overwrite(Object key, int hash, Object value, @Nullable Terms terms) {
		boolean plain = value != Masked.NULL && !this.store.settings().isDetailed();
		Entry entry = plain ? this.store.findIfSettled(key, hash) : null;
		if (entry == null) {
			return false;
		}
		// Before the time, so that a writer of the same key does not look later than
		// this.
		long current = entry.deadline();
		long now = this.store.clock().now();
		this.store.clock().repair(now);
		long deadline = this.lifetimes.deadline(terms, value, ShardedStore.OWN_TTL, now);
		boolean over = current <= now;
		if (deadline < current || (!over && current - now <= CacheClock.MARGIN_NANOS)) {
			return false;
		}
		if (over && this.store.loads().mayHaveTickets()) {
			// A load that has handed in its ticket might find the entry evicted, and
			// store.
			return false;
		}
		this.store.loads().outdate(key);
		if (!entry.replaceValue(value)) {
			return false;
		}
		Entry.Extension extension = entry.extend(value, current, deadline, now);
		if (extension != Entry.Extension.DONE) {
			fileAnew(entry, value, deadline, now);
			if (extension == Entry.Extension.DEAD && over && wasLost(entry, deadline)) {
				return false;
			}
		}
		entry.recordHit();
		this.store.loads().outdate(key);
		return true;
	}

	/**
	 * Whether an entry that had expired took a new value along that nobody has seen. Not
	 * if that value's own time has passed meanwhile: then somebody may have.
	 */
	private boolean wasLost(Entry entry, long deadline) {
		return entry.deadline() == Entry.OVER && deadline - this.store.clock().now() > 0;
	}

	/**
	 * Files a value by its deadline that was put into an entry just when another writer
	 * made it live longer, or it moved; nothing to do if it has been replaced or removed.
	 */
	private void fileAnew(Entry entry, Object value, long deadline, long now) {
		Topology seen;
		do {
			seen = this.store.topology();
			CacheShard former = seen.formerOwner(entry.hash);
			if (former != null) {
				fileAnew(former, entry, value, deadline, now);
			}
			fileAnew(seen.owner(entry.hash), entry, value, deadline, now);
		}
		while (this.store.topology() != seen);
	}

	private static void fileAnew(CacheShard shard, Entry entry, Object value, long deadline, long now) {
		shard.lock();
		try {
			Entry present = shard.table().findSame(entry.key, entry.hash);
			if (present != null && present.value() == value) {
				shard.refile(present, value, present.deadline(), deadline, now);
			}
		}
		finally {
			shard.unlock();
		}
	}

}
