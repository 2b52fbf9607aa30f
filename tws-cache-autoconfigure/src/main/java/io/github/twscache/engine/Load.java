package io.github.twscache.engine;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A load that is under way: the record that owns it, apart from any lock or thread.
 */
final class Load {

	final Object key;

	final int hash;

	/** The clears of the store when the load was registered. */
	final long clears;

	/** The right to store of a load that nobody joins, {@code null} for others. */
	final LoadTable.@Nullable Mark mark;

	final long startNanos = System.nanoTime();

	/**
	 * Whether the value was there still when the load began. Set before others can see
	 * the load.
	 */
	boolean refresh;

	/** The thread that runs the loader, {@code null} where nobody can tell. */
	volatile @Nullable Thread runner;

	/** Completes with the outcome, never exceptionally; for those who do not block. */
	private final CompletableFuture<Object> result = new CompletableFuture<>();

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

	Load(Object key, int hash, long clears, @Nullable Thread runner) {
		this(key, hash, clears, runner, null);
	}

	Load(Object key, int hash, long clears, @Nullable Thread runner, LoadTable.@Nullable Mark mark) {
		this.key = key;
		this.hash = hash;
		this.clears = clears;
		this.runner = runner;
		this.mark = mark;
	}

	/**
	 * Releases all who wait; only the first end counts.
	 * @param end the masked value, a {@link Failed} or a {@link Stale}
	 */
	void end(Object end) {
		this.outcome.compareAndSet(null, end);
		// Again if this is a second end: the first may have run out of stack on its way.
		this.runner = null;
		this.ended.countDown();
		this.result.complete(Objects.requireNonNull(this.outcome.get()));
	}

	/** Whether its leader died of an Error that kept it from ending the load. */
	boolean isOrphaned() {
		Thread thread = this.runner;
		return thread != null && !thread.isAlive() && this.outcome.get() == null;
	}

	boolean hasEnded() {
		return this.outcome.get() != null;
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
		Object end = this.outcome.get();
		if (end == null) {
			throw new IllegalStateException("a load has ended without an outcome");
		}
		return end;
	}

	CompletableFuture<Object> result() {
		return this.result;
	}

}
