package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Finds values that are to be loaded anew ahead of their deadline.
 */
final class RefreshAhead {

	private final ShardedStore store;

	RefreshAhead(ShardedStore store) {
		this.store = store;
	}

	/** Finds the entry of a key if its value is in time, and due for a refresh. */
	@Nullable DetailedEntry due(Object key, int hash) {
		return (this.store.find(key, hash) instanceof DetailedEntry entry && isDue(entry)) ? entry : null;
	}

	private boolean isDue(DetailedEntry entry) {
		long refreshAt = entry.refreshAtNanos();
		// The coarse time first, which is never ahead but when it is above all times.
		if (refreshAt == 0 || refreshAt - this.store.clock().coarse() > 0) {
			return false;
		}
		long now = this.store.clock().now();
		return refreshAt - now <= 0 && this.store.expiry().isLive(entry, now) && !entry.isDead();
	}

	/** For how long the reads of a key do not ask for another refresh than this one. */
	long underWayUntil(Load refresh, long hardNanos) {
		return (hardNanos == 0) ? Entry.NEVER : Expiry.after(this.store.clock().now(), refresh.holdNanos(hardNanos));
	}

}
