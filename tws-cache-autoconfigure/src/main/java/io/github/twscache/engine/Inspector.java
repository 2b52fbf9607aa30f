package io.github.twscache.engine;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Looks at entries without counting it, or taking it for a use.
 */
final class Inspector {

	private final ShardedStore store;

	private final Census census;

	Inspector(ShardedStore store, Census census) {
		this.store = store;
		this.census = census;
	}

	/** Describes the entry of a key that has not expired. */
	@Nullable Inspection inspect(Object key, int hash) {
		while (true) {
			Entry entry = this.store.find(key, hash);
			if (entry == null) {
				return null;
			}
			long now = this.store.clock().now();
			long deadline = this.store.expiry().deadline(entry);
			// One that has died may live on in a copy, whatever its deadline says.
			if (!entry.isDead()) {
				return (deadline - now > 0) ? describe(entry, deadline, now) : null;
			}
		}
	}

	private Inspection describe(Entry entry, long deadlineNanos, long nowNanos) {
		Level1 level1 = this.store.level1();
		boolean first = level1 != null && level1.entry(entry.key, entry.hash) == entry;
		return new Inspection(first, this.store.topology().ring().shardOf(entry.hash), entry.ageMillis(nowNanos),
				(deadlineNanos == Entry.NEVER) ? -1 : (deadlineNanos - nowNanos) / 1_000_000);
	}

	/** Gives the value of a key, also one that is kept for failing loads. */
	@Nullable StoredValue lookup(Object key, int hash) {
		while (true) {
			Entry entry = this.store.find(key, hash);
			if (entry == null) {
				return null;
			}
			long now = this.store.clock().now();
			long removal = this.store.expiry().removal(entry);
			long deadline = this.store.expiry().deadline(entry);
			Object value = entry.value();
			// One that has died may live on in a copy, whatever its deadline says.
			if (value != Entry.DEAD) {
				StoredValue found = (removal - now > 0) ? StoredValue.of(entry, deadline, value, now) : null;
				FailSafe failSafe = this.store.failSafe();
				// Perhaps a new value, whose deadline is to follow.
				return (failSafe != null && (found == null || found.stale())) ? failSafe.lookup(key, hash) : found;
			}
		}
	}

	/**
	 * Walks the keys of entries that have not expired, or of all entries and loads, some
	 * of them more than once.
	 */
	void forEachKey(boolean all, Consumer<Object> action) {
		if (all) {
			// First: a load that ends meanwhile is stored before it is gone.
			this.store.loads().table().forEachKey(action);
		}
		long now = this.store.clock().now();
		for (Entry entry : this.census.entries()) {
			// One that is dead may live on in a copy.
			if (all || (!entry.isDead() && this.store.expiry().isLive(entry, now))) {
				action.accept(entry.key);
			}
		}
	}

}
