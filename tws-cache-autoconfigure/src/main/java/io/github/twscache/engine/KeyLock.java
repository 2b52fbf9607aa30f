package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Locks by key: made on first use, bounded in number, dropped when unused.
 */
public final class KeyLock {

	/*
	 * A slot for each lock that may be alive, chosen by the key's hash; keys of one slot
	 * share its lock, which is safe because a thread holds one key lock at most and runs
	 * no user code meanwhile.
	 *
	 * A lock is retired by whoever sweeps, while holding it, and then leaves its slot. A
	 * thread that acquires a lock and finds it retired has come too late and tries again;
	 * so at any time at most one lock of a slot is in use.
	 */

	/**
	 * The lock of a key, held.
	 */
	static final class Held extends ShortLock {

		private static final long serialVersionUID = 1L;

		/** Guarded by this lock itself. */
		private boolean retired;

	}

	private final int max;

	private final AtomicLong contentions = new AtomicLong();

	private volatile @Nullable AtomicReferenceArray<@Nullable Held> slots;

	/**
	 * Creates the locks.
	 * @param max the most locks alive at once, at least 1
	 */
	public KeyLock(int max) {
		if (max < 1) {
			throw new IllegalArgumentException("max must be at least 1, not " + max);
		}
		this.max = max;
	}

	/**
	 * Takes the lock of a key.
	 * @param hash the key's hash
	 * @return the lock, to be unlocked by the same thread
	 */
	Held acquire(int hash) {
		AtomicReferenceArray<@Nullable Held> table = slots();
		int slot = (int) (((hash & 0xffff_ffffL) * this.max) >>> 32);
		while (true) {
			Held lock = table.get(slot);
			if (lock == null) {
				lock = new Held();
				if (!table.compareAndSet(slot, null, lock)) {
					continue;
				}
			}
			if (!lock.tryLock()) {
				this.contentions.incrementAndGet();
				lock.lockSoon();
			}
			if (!lock.retired) {
				return lock;
			}
			lock.unlock();
		}
	}

	/**
	 * Drops the locks that nobody holds.
	 * @return how many were dropped
	 */
	public int sweep() {
		AtomicReferenceArray<@Nullable Held> table = this.slots;
		if (table == null) {
			return 0;
		}
		int dropped = 0;
		for (int slot = 0; slot < table.length(); slot++) {
			Held lock = table.get(slot);
			if (lock != null && lock.tryLock()) {
				try {
					lock.retired = true;
					// Another sweep may have retired it first, and another lock be in
					// use.
					if (table.compareAndSet(slot, lock, null)) {
						dropped++;
					}
				}
				finally {
					lock.unlock();
				}
			}
		}
		return dropped;
	}

	/**
	 * Counts the locks alive.
	 * @return the number, used or not
	 */
	public int alive() {
		AtomicReferenceArray<@Nullable Held> table = this.slots;
		int alive = 0;
		for (int slot = 0; table != null && slot < table.length(); slot++) {
			alive += (table.get(slot) != null) ? 1 : 0;
		}
		return alive;
	}

	/**
	 * Counts contention.
	 * @return how often a lock was not free at once
	 */
	public long contentions() {
		return this.contentions.get();
	}

	private AtomicReferenceArray<@Nullable Held> slots() {
		AtomicReferenceArray<@Nullable Held> table = this.slots;
		if (table == null) {
			synchronized (this) {
				table = this.slots;
				if (table == null) {
					table = new AtomicReferenceArray<>(this.max);
					this.slots = table;
				}
			}
		}
		return table;
	}

}
