package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Exact counters that many threads raise at little cost: all counters of a cache in one
 * array, one stripe a thread.
 */
final class StripedCounters {

	/*
	 * A stripe has an owner, the first thread to use it. The owner adds without atomics
	 * to the cells of its own half (nobody else writes there); other threads that fall on
	 * the stripe add atomically to the other half. The sum of both halves is exact once
	 * the threads have finished.
	 *
	 * A stripe whose owner has ended is taken over: isAlive() == false happens after all
	 * that the owner did, so its last additions are seen.
	 */

	static final int L1_HITS = 0;

	static final int L2_HITS = 1;

	static final int MISSES = 2;

	static final int PUTS = 3;

	/** Every so often a thread's hit looks after the clock and the first level. */
	static final int SAMPLE_MASK = 63;

	/** Two cache lines for each half, so that neighbours do not share one. */
	private static final int STRIPE = 32;

	private static final int SHARED = 16;

	private static final int MOST_STRIPES = 64;

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(Thread[].class);

	private final boolean enabled;

	private final int mask;

	private final long[] cells;

	private final @Nullable Thread[] owners;

	StripedCounters(boolean enabled) {
		this.enabled = enabled;
		int wanted = Math.min(MOST_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
		int stripes = enabled ? Integer.highestOneBit(2 * wanted - 1) : 0;
		this.mask = stripes - 1;
		this.cells = new long[stripes * STRIPE];
		this.owners = new Thread[stripes];
	}

	/**
	 * Counts one.
	 * @return a number that is a multiple of 64 now and then: a sample of this thread's
	 * calls
	 */
	long increment(int counter) {
		if (!this.enabled) {
			return ThreadLocalRandom.current().nextInt();
		}
		Thread thread = Thread.currentThread();
		int stripe = (int) thread.getId() & this.mask;
		int cell = stripe * STRIPE + counter;
		if (OWNER.getOpaque(this.owners, stripe) == thread) {
			long count = (long) CELL.getOpaque(this.cells, cell) + 1;
			CELL.setOpaque(this.cells, cell, count);
			return count;
		}
		return incrementShared(thread, stripe, cell);
	}

	private long incrementShared(Thread thread, int stripe, int cell) {
		long count = (long) CELL.getAndAdd(this.cells, cell + SHARED, 1L) + 1;
		Thread owner = (Thread) OWNER.getAcquire(this.owners, stripe);
		if (owner == null || ((count & SAMPLE_MASK) == 0 && !owner.isAlive())) {
			OWNER.compareAndSet(this.owners, stripe, owner, thread);
		}
		return count;
	}

	long sum(int counter) {
		long sum = 0;
		for (int cell = counter; cell < this.cells.length; cell += STRIPE) {
			sum += (long) CELL.getAcquire(this.cells, cell) + (long) CELL.getAcquire(this.cells, cell + SHARED);
		}
		return sum;
	}

}
