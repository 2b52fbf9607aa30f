package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Exact counters that many threads raise at little cost: all counters of a cache in one
 * stripe, one stripe a thread.
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
	 *
	 * stripes: an element is set once, by compare-and-set.
	 */

	static final int L1_HITS = 0;

	static final int L2_HITS = 1;

	static final int MISSES = 2;

	static final int PUTS = 3;

	static final int STALE_SERVED = 4;

	private static final int COUNTERS = 5;

	/** Every so often a thread's hit looks after the clock and the first level. */
	static final int SAMPLE_MASK = 63;

	private static final int MOST_STRIPES = 64;

	private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

	private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(Stripe[].class);

	private final boolean enabled;

	private final @Nullable Stripe[] stripes;

	StripedCounters(boolean enabled) {
		this.enabled = enabled;
		int wanted = Math.min(MOST_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
		this.stripes = new Stripe[enabled ? Integer.highestOneBit(2 * wanted - 1) : 1];
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
		@Nullable Stripe[] all = this.stripes;
		int index = (int) thread.getId() & (all.length - 1);
		Stripe stripe = (Stripe) STRIPE.getAcquire(all, index);
		if (stripe == null) {
			stripe = makeStripe(index, thread);
		}
		return (stripe.owner == thread) ? stripe.add(counter) : stripe.addShared(counter, thread);
	}

	private Stripe makeStripe(int index, Thread thread) {
		Stripe made = new Stripe(thread);
		Stripe present = (Stripe) STRIPE.compareAndExchange(this.stripes, index, (Stripe) null, made);
		return (present != null) ? present : made;
	}

	long sum(int counter) {
		long sum = 0;
		for (int index = 0; index < this.stripes.length; index++) {
			Stripe stripe = (Stripe) STRIPE.getAcquire(this.stripes, index);
			sum += (stripe != null) ? stripe.sum(counter) : 0;
		}
		return sum;
	}

	/**
	 * The counters of a thread, and of those that share its stripe.
	 */
	private static final class Stripe {

		/** Two cache lines before, between and after, so that nobody shares one. */
		private static final int PADDING = 16;

		private static final int SHARED = COUNTERS + PADDING;

		private static final VarHandle OWNER;

		static {
			try {
				OWNER = MethodHandles.lookup().findVarHandle(Stripe.class, "owner", Thread.class);
			}
			catch (ReflectiveOperationException ex) {
				throw new ExceptionInInitializerError(ex);
			}
		}

		private final long[] cells = new long[PADDING + COUNTERS + PADDING + COUNTERS + PADDING];

		/** Read without care: only the owner finds itself here. */
		@SuppressWarnings("FieldMayBeFinal") // changed through a VarHandle
		private Thread owner;

		Stripe(Thread owner) {
			this.owner = owner;
		}

		long add(int counter) {
			long[] own = this.cells;
			int cell = PADDING + counter;
			long count = own[cell] + 1;
			CELL.setOpaque(own, cell, count);
			return count;
		}

		long addShared(int counter, Thread thread) {
			long count = (long) CELL.getAndAdd(this.cells, PADDING + SHARED + counter, 1L) + 1;
			if ((count & SAMPLE_MASK) == 0) {
				Thread seen = (Thread) OWNER.getAcquire(this);
				if (!seen.isAlive()) {
					OWNER.compareAndSet(this, seen, thread);
				}
			}
			return count;
		}

		long sum(int counter) {
			return (long) CELL.getAcquire(this.cells, PADDING + counter)
					+ (long) CELL.getAcquire(this.cells, PADDING + SHARED + counter);
		}

	}

}
