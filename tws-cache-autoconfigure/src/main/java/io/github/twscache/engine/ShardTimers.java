package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * The timer wheel of a shard, made when the first entry that can expire comes. It files
 * entries by the time of their removal, which may be later than their deadline. Guarded
 * by the shard lock.
 */
final class ShardTimers implements TimerWheel.Visitor {

	private final CacheShard shard;

	private final Expiry expiry;

	private @Nullable TimerWheel wheel;

	/**
	 * A time before which nothing is due: exact after a visit, perhaps too early after a
	 * removal. Written under the lock.
	 */
	private volatile long nextDeadline = Entry.NEVER;

	/**
	 * What {@link #expire} is told by {@link #visit}, because the wheel stands between.
	 */
	private long visitNanos;

	private @Nullable Removals visitRemovals;

	ShardTimers(CacheShard shard, Expiry expiry) {
		this.shard = shard;
		this.expiry = expiry;
	}

	/** Makes the wheel for an entry that is going to be scheduled. */
	void prepare(Entry entry) {
		if (this.wheel == null && this.expiry.removal(entry) != Entry.NEVER) {
			this.wheel = new TimerWheel(this, this.expiry.clock().now());
		}
	}

	void schedule(Entry entry) {
		prepare(entry);
		if (this.wheel != null) {
			long due = this.wheel.schedule(entry, this.expiry.removal(entry));
			if (due < this.nextDeadline) {
				this.nextDeadline = due;
			}
		}
	}

	void remove(Entry entry) {
		if (this.wheel != null) {
			this.wheel.remove(entry);
		}
	}

	void clear() {
		this.wheel = null;
		this.nextDeadline = Entry.NEVER;
	}

	long nextDeadline() {
		return this.nextDeadline;
	}

	/**
	 * Removes entries that are due.
	 * @param withinTick whether those of the current tick are looked at, too
	 * @return whether there are more
	 */
	boolean visit(long nowNanos, int budget, @Nullable Removals removals, boolean withinTick) {
		if (this.wheel == null) {
			return false;
		}
		this.visitNanos = nowNanos;
		this.visitRemovals = removals;
		try {
			int left = this.wheel.advance(nowNanos, budget);
			if (withinTick && left > 0) {
				left = this.wheel.advanceWithinTick(nowNanos, left);
			}
			return left == 0;
		}
		finally {
			this.visitRemovals = null;
			this.nextDeadline = this.wheel.nextDeadline();
		}
	}

	@Override
	public long deadline(Entry entry) {
		return this.expiry.removal(entry);
	}

	@Override
	public void expire(Entry entry) {
		Object value = entry.kill();
		long deadline = entry.endDeadline(this.visitNanos);
		if (deadline == Entry.OVER || this.expiry.isIdle(entry, this.visitNanos)) {
			this.shard.removeDead(entry, value, RemovalCause.EXPIRED, this.visitRemovals);
		}
		else {
			revive(entry, value, deadline);
		}
	}

	/**
	 * Puts a value in the place of one that has expired.
	 * @return false if it has not expired, or was written just now
	 */
	boolean renew(Entry entry, Object value, long deadlineNanos, long nowNanos) {
		if (this.expiry.isLive(entry, nowNanos)) {
			return false;
		}
		Entry copy = entry.copy(value);
		Object last = entry.kill();
		long lastDeadline = entry.endDeadline(nowNanos);
		remove(entry);
		boolean over = lastDeadline == Entry.OVER;
		if (over) {
			copy.renew(value, deadlineNanos, nowNanos);
		}
		else {
			copy.takeOver(entry, last, lastDeadline);
		}
		this.shard.replace(entry, copy);
		return over;
	}

	/** Written or read between the wheel's look and the end: it lives on in a copy. */
	private void revive(Entry entry, Object value, long deadlineNanos) {
		Entry copy;
		try {
			copy = entry.copy(value);
		}
		catch (Error ex) {
			// No memory: rather lost and counted than dead in the table for ever.
			this.shard.removeDead(entry, value, RemovalCause.EXPIRED, this.visitRemovals);
			throw ex;
		}
		copy.takeOver(entry, value, deadlineNanos);
		this.shard.replace(entry, copy);
	}

}
