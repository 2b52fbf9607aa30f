package io.github.twscache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A load that is under way: the record that owns it, apart from any lock or thread.
 */
final class Load {

	/*
	 * The outcome is set once, by whoever ends the load first: the loader's thread, a
	 * close, a caller who finds that thread dead, or the alarm that releases those who
	 * wait for a refresh (see LoadWaits). Whether it may be stored is another matter: see
	 * LoadTable.
	 *
	 * A load that runs for longer than the hard time-out hangs: its callers have left,
	 * and it is interrupted once. It keeps its ticket for as long as that time doubled by
	 * every load of the key that hung before it and runs still; then a new caller takes
	 * the ticket for a load of his own. So a key that hangs for good has a thread more
	 * whenever the time has doubled, and never none that tries.
	 */

	/** An end for want of memory for another. Those who wait begin again. */
	static final Failed LOST = new Failed(new IllegalStateException("A load was lost"), true);

	final Object key;

	final int hash;

	/** The clears of the store when the load was registered. */
	final long clears;

	/** The right to store of a load that nobody joins, {@code null} for others. */
	final LoadTable.@Nullable Mark mark;

	/** How many loads of the key hung, and were running still, when this one came. */
	final int hung;

	/** The last of those, or one that has ended since. */
	private final @Nullable Load before;

	/** When the load was asked for, and from its begin on when it began. */
	volatile long startNanos = System.nanoTime();

	/**
	 * Whether the value was there still when the load began. Set before others can see
	 * the load.
	 */
	boolean refresh;

	/**
	 * Who loads, where that matters to those who wait. Set before others can see the
	 * load.
	 */
	@Nullable Object origin;

	/**
	 * Whether its begin or its end ran out of stack or memory: nobody joins it any more,
	 * and what is left of it goes when another load ends.
	 */
	volatile boolean lost;

	/** The thread that runs the loader, {@code null} where nobody can tell. */
	volatile @Nullable Thread runner;

	/** Its run in the load executor, {@code null} if it runs elsewhere. */
	volatile @Nullable ApartLoad apart;

	private volatile boolean begun;

	/** Completes with the outcome, never exceptionally; for those who do not block. */
	private final CompletableFuture<Object> result = new CompletableFuture<>();

	/**
	 * Whether code of callers hangs on the result. A caller sets this and then looks at
	 * the outcome; the end sets the outcome and then looks at this.
	 */
	private volatile boolean heard;

	/**
	 * For those who block. A future would have them run other tasks of a pool meanwhile.
	 */
	private final CountDownLatch ended = new CountDownLatch(1);

	private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

	/**
	 * The end of a load that made no value.
	 *
	 * @param reason what the loader threw
	 * @param abandoned whether its leader gave up, so that those who wait may try again
	 */
	record Failed(Throwable reason, boolean abandoned) {
	}

	/**
	 * The end of a load that made no value, where its callers get the last one instead.
	 *
	 * @param stored the last value
	 */
	record Stale(StoredValue stored) {
	}

	/**
	 * The end of a load that made a value which its leader would not have stored.
	 *
	 * @param value the masked value
	 */
	record Unstored(Object value) {
	}

	Load(Object key, int hash, long clears, @Nullable Thread runner) {
		this(key, hash, clears, runner, null, null);
	}

	/**
	 * Creates a load.
	 * @param hungBefore the load that hangs and whose ticket this one takes
	 */
	Load(Object key, int hash, long clears, @Nullable Thread runner, LoadTable.@Nullable Mark mark,
			@Nullable Load hungBefore) {
		this.key = key;
		this.hash = hash;
		this.clears = clears;
		this.runner = runner;
		this.mark = mark;
		int running = 0;
		Load last = null;
		for (Load load = hungBefore; load != null; load = load.before) {
			if (!load.hasEnded()) {
				last = (last != null) ? last : load;
				running++;
			}
		}
		this.hung = running;
		this.before = last;
	}

	/** Says that the loader is going to be called now, and by whom. */
	void begins(@Nullable Thread thread) {
		this.startNanos = System.nanoTime();
		this.runner = thread;
		this.begun = true;
	}

	boolean hasBegun() {
		return this.begun;
	}

	/** Whether it has hung for so long that another may take its ticket. */
	boolean isOverdue(long hardNanos) {
		return hardNanos > 0 && ((System.nanoTime() - this.startNanos) >> this.hung) >= hardNanos;
	}

	/** How long it keeps its ticket if it hangs. */
	long holdNanos(long hardNanos) {
		long hold = hardNanos << this.hung;
		return (hold >> this.hung == hardNanos) ? hold : Long.MAX_VALUE;
	}

	/**
	 * Releases all who wait; only the first end counts.
	 * @param end the masked value, a {@link Failed}, {@link Stale} or {@link Unstored}
	 */
	void end(Object end) {
		this.outcome.compareAndSet(null, end);
		// Again if this is a second end: the first may have run out of stack on its way.
		this.runner = null;
		this.ended.countDown();
		if (!this.heard || !LoadExecutor.tellElsewhere(this)) {
			complete();
		}
	}

	/** Tells those who do not block. */
	void complete() {
		this.result.complete(outcome());
	}

	/**
	 * Has code of a caller's run with the outcome, which may take any time: in this
	 * thread if the load has ended, else in the one that ends it, or in another if that
	 * has a place.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // a result is never exceptional
	void whenEnded(Consumer<Object> code) {
		this.heard = true;
		if (hasEnded()) {
			code.accept(outcome());
		}
		else {
			this.result.thenAccept(code);
		}
	}

	/** Has something short done when the load has ended. */
	@SuppressWarnings("FutureReturnValueIgnored") // a result is never exceptional
	void afterEnd(Runnable action) {
		this.result.thenRun(action);
	}

	/** Whether its leader died of an Error that kept it from ending the load. */
	boolean isOrphaned() {
		Thread thread = this.runner;
		return thread != null && !thread.isAlive() && this.outcome.get() == null;
	}

	boolean hasEnded() {
		return this.outcome.get() != null;
	}

	/** Gives the outcome of a load that has ended. */
	Object outcome() {
		Object end = this.outcome.get();
		if (end == null) {
			throw new IllegalStateException("a load has ended without an outcome");
		}
		return end;
	}

	/** Waits for the end. */
	Object await() throws InterruptedException {
		ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {

			@Override
			public boolean block() throws InterruptedException {
				Load.this.ended.await();
				return true;
			}

			@Override
			public boolean isReleasable() {
				return Load.this.ended.getCount() == 0;
			}

		});
		return outcome();
	}

	/**
	 * Waits for the end, but not for longer than this.
	 * @return whether the load has ended
	 */
	boolean await(long nanos) throws InterruptedException {
		long start = System.nanoTime();
		ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {

			@Override
			public boolean block() throws InterruptedException {
				Load.this.ended.await(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
				return true;
			}

			@Override
			public boolean isReleasable() {
				return Load.this.ended.getCount() == 0 || System.nanoTime() - start >= nanos;
			}

		});
		return this.ended.getCount() == 0;
	}

}
