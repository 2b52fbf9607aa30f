package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An entry of a cache that weighs its entries, lets them expire when they are not read,
 * keeps them for failing loads, or loads them anew ahead of time; apart, so that ordinary
 * entries stay small.
 */
final class DetailedEntry extends Entry {

	/*
	 * Nobody overwrites a detailed entry without the locks, so its deadline, and what
	 * follows from it, change under the shard lock alone:
	 *
	 * deadline: up to it the value is good. Reads and conditional writes see the entry as
	 * absent from then on. staleUntil: up to it, if it is later, the value is kept for
	 * failing loads; the wheel goes by it, so do cleanup and moves. retryAt: up to it the
	 * value is served though its deadline has passed, because a load has just failed;
	 * never later than staleUntil. refreshAt: from it on a read has the value loaded
	 * anew.
	 *
	 * A writer stores the value, then retryAt, staleUntil and refreshAt, then the
	 * deadline. A reader that finds the deadline passed reads the value, then retryAt: if
	 * that is to come, the value is the one that the failing load left, or a newer one.
	 *
	 * refreshAt is an exception: who begins a refresh postpones it under the key lock,
	 * and may lose that to a copy that a move just made. Then the next reader tries once
	 * more.
	 */

	private static final VarHandle ACCESSED;

	static {
		try {
			ACCESSED = MethodHandles.lookup().findVarHandle(DetailedEntry.class, "accessedNanos", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Guarded by the shard lock. */
	private int weight;

	/** Raised by readers and writers, never taken back: the wheel relies on it. */
	@SuppressWarnings("UnusedVariable") // used through a VarHandle
	private long accessedNanos;

	/** Zero if the value is not kept past its deadline. */
	private volatile long staleUntilNanos;

	/** Zero if no load has failed since the value was written. */
	private volatile long retryAtNanos;

	/** Zero if the value is not loaded anew ahead of its deadline. */
	private volatile long refreshAtNanos;

	DetailedEntry(Object key, int hash, Object value, long deadlineNanos, long nowNanos, int weight) {
		super(key, hash, value, deadlineNanos, nowNanos);
		this.weight = weight;
		this.accessedNanos = nowNanos;
	}

	private DetailedEntry(DetailedEntry source, Object value) {
		super(source, value);
		this.weight = source.weight;
		this.accessedNanos = source.accessedNanos();
		this.staleUntilNanos = source.staleUntilNanos;
		this.retryAtNanos = source.retryAtNanos;
		this.refreshAtNanos = source.refreshAtNanos;
	}

	@Override
	int weight() {
		return this.weight;
	}

	void weight(int newWeight) {
		this.weight = newWeight;
	}

	/** Takes the terms of a value just put in; the deadline has to follow. */
	void lasts(Terms terms, long deadlineNanos, long nowNanos) {
		this.retryAtNanos = 0;
		boolean ends = deadlineNanos != NEVER;
		this.staleUntilNanos = (ends && terms.staleNanos() > 0) ? Expiry.after(deadlineNanos, terms.staleNanos()) : 0;
		this.refreshAtNanos = (ends && terms.refreshFraction() > 0)
				? nowNanos + Math.max(1, (long) ((deadlineNanos - nowNanos) * terms.refreshFraction())) : 0;
	}

	@Override
	long removalNanos(long deadlineNanos) {
		return Math.max(deadlineNanos, this.staleUntilNanos);
	}

	long retryAtNanos() {
		return this.retryAtNanos;
	}

	/** Has a value that is past its deadline served for a while. */
	void retryAt(long nanos) {
		this.retryAtNanos = nanos;
	}

	/** The time from which on a read has the value loaded anew, zero for never. */
	long refreshAtNanos() {
		return this.refreshAtNanos;
	}

	/** Postpones the refresh of a value that is to be refreshed at all. */
	void refreshAt(long nanos) {
		if (this.refreshAtNanos != 0) {
			this.refreshAtNanos = nanos;
		}
	}

	@Override
	long accessedNanos() {
		return (long) ACCESSED.getAcquire(this);
	}

	@Override
	void accessed(long nowNanos) {
		long seen = accessedNanos();
		while (nowNanos > seen) {
			long witness = (long) ACCESSED.compareAndExchange(this, seen, nowNanos);
			if (witness == seen) {
				return;
			}
			seen = witness;
		}
	}

	@Override
	Entry copy(Object newValue) {
		return new DetailedEntry(this, newValue);
	}

}
