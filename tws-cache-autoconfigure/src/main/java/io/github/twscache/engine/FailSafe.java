package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * Has the last value of a key served when a load of it fails or takes too long.
 */
final class FailSafe {

	/*
	 * What is served is what the table holds, past its deadline but not past its removal
	 * (see DetailedEntry), so nothing that was removed, cleared or overwritten. It is
	 * found and marked under the shard lock; then those who come within the throttle time
	 * are served as well (retryAt), and the next one after it loads again.
	 *
	 * A load that fails hands its ticket in under the key lock before: without it the key
	 * was changed meanwhile, and the failure is told. A load that only takes long keeps
	 * its ticket: it may still store what it makes.
	 *
	 * Lock order: the key lock, then the shard locks. Nobody is told anything under them.
	 */

	private final ShardedStore store;

	private final long throttleNanos;

	/**
	 * Looks at an entry under the locks of its key's shards.
	 */
	private interface Look<T> {

		@Nullable T at(DetailedEntry entry, long nowNanos);

	}

	FailSafe(ShardedStore store) {
		this.store = store;
		this.throttleNanos = store.settings().loads().throttleNanos();
	}

	/** Whether a value past its deadline is served, because a load has just failed. */
	boolean isThrottled(Entry entry) {
		return entry instanceof DetailedEntry detailed && detailed.retryAtNanos() != 0
				&& detailed.retryAtNanos() - this.store.clock().now() > 0;
	}

	/** Serves a read that found a value past its deadline; {@code null} for a miss. */
	@Nullable Object read(Entry entry, Object value) {
		if (!isThrottled(entry)) {
			return null;
		}
		this.store.expiry().touch(entry, this.store.clock().now());
		entry.recordHit();
		this.store.counters().increment(StripedCounters.L2_HITS);
		this.store.counters().increment(StripedCounters.STALE_SERVED);
		return value;
	}

	/** Looks for a value that is served because a load has just failed. */
	Load.@Nullable Stale peek(Object key, int hash) {
		while (true) {
			Entry entry = this.store.find(key, hash);
			if (entry == null) {
				return null;
			}
			long now = this.store.clock().now();
			long deadline = entry.deadline();
			boolean throttled = isThrottled(entry);
			Object value = entry.value();
			// One that has died may live on in a copy.
			if (value != Entry.DEAD) {
				return throttled ? new Load.Stale(StoredValue.of(entry, deadline, value, now)) : null;
			}
		}
	}

	/**
	 * Gives what those get who do not wait for a load any longer.
	 * @return the masked value or {@link Load.Stale}, {@code null} if there is none
	 */
	@Nullable Object instead(Object key, int hash) {
		return settle(key, hash, null, true);
	}

	/**
	 * Hands in the ticket of a load that made no value to store.
	 * @param serves whether its callers may get another value instead
	 * @return what they get: the masked value or {@link Load.Stale}, or {@code null}
	 */
	@Nullable Object afterFailure(Load load, boolean serves) {
		KeyLock.Held lock = this.store.locks().lockKey(load.hash, this.store.topology().shards());
		try {
			return this.store.loads().table().finish(load) ? settle(load.key, load.hash, load, serves) : null;
		}
		finally {
			lock.unlock();
		}
	}

	private @Nullable Object settle(Object key, int hash, @Nullable Load failed, boolean serves) {
		return locked(key, hash, (entry, now) -> {
			boolean cleared = failed != null && failed.clears != this.store.writer().clears();
			return cleared ? null : settleLocked(entry, failed, serves, now);
		});
	}

	/** Describes the value of a key that seemed stale, if it is there still. */
	@Nullable StoredValue lookup(Object key, int hash) {
		return locked(key, hash, (entry, now) -> (this.store.expiry().removal(entry) - now > 0)
				? StoredValue.of(entry, this.store.expiry().deadline(entry), entry.value(), now) : null);
	}

	/** Looks at a key's entry while nobody writes it. */
	private <T> @Nullable T locked(Object key, int hash, Look<T> look) {
		while (true) {
			Topology seen = this.store.topology();
			CacheShard owner = seen.owner(hash);
			CacheShard former = seen.formerOwner(hash);
			long now = this.store.clock().now();
			this.store.locks().lockOwners(owner, former);
			try {
				if (this.store.topology() == seen) {
					Entry entry = owner.locate(key, hash);
					entry = (entry == null && former != null) ? former.locate(key, hash) : entry;
					return (entry instanceof DetailedEntry detailed) ? look.at(detailed, now) : null;
				}
			}
			finally {
				this.store.locks().unlockOwners(owner, former);
			}
		}
	}

	private @Nullable Object settleLocked(DetailedEntry entry, @Nullable Load failed, boolean serves, long now) {
		Object value = entry.value();
		if (this.store.expiry().isLive(entry, now)) {
			if (failed != null && failed.refresh) {
				entry.refreshAt(later(now));
			}
			return serves ? value : null;
		}
		long removal = this.store.expiry().removal(entry);
		if (!serves || removal - now <= 0) {
			return null;
		}
		this.store.expiry().touch(entry, now);
		entry.retryAt(Math.min(removal, later(now)));
		return new Load.Stale(StoredValue.of(entry, entry.deadline(), value, now));
	}

	private long later(long nowNanos) {
		return (this.throttleNanos == 0) ? nowNanos : Expiry.after(nowNanos, this.throttleNanos);
	}

}
