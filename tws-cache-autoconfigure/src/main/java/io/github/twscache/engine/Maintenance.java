package io.github.twscache.engine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The threads of one or more stores: one that starts cleanups, and workers for their
 * shards and for moves.
 */
public final class Maintenance implements AutoCloseable {

	/*
	 * Stores are known by weak references alone: one that is forgotten instead of closed
	 * is collected, and with the last of them the threads end. Workers end when idle.
	 *
	 * Work other than cleanup takes all workers but one at most (if there are two), so
	 * that cleanup always finds one. Cleanup leaves one, too, even if it is the only one:
	 * a listener that it calls may wait for that other work. A round of cleanup runs in
	 * the thread that starts it anyway, whatever the workers do.
	 */

	private static final long WORKER_IDLE_SECONDS = 5;

	private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final System.Logger LOGGER = System.getLogger(Maintenance.class.getName());

	private final int backgroundWorkers;

	private final int mostHelpers;

	private final long intervalNanos;

	private final ThreadPoolExecutor workers;

	private final ReferenceQueue<Cleanup> forgotten = new ReferenceQueue<>();

	/** Guarded by this. */
	private final List<WeakReference<Cleanup>> cleanups = new ArrayList<>();

	/** Guarded by this. */
	private final Queue<Runnable> waiting = new ArrayDeque<>();

	/** Guarded by this. */
	private int running;

	/** Guarded by this. */
	private int helping;

	/** Guarded by this. */
	private @Nullable Thread scheduler;

	/** Guarded by this. */
	private boolean closed;

	/**
	 * Creates the threads' keeper; it starts none before there is a store.
	 * @param maxWorkers the most workers, at least 1
	 * @param intervalNanos the longest time between two cleanups, in nanoseconds
	 */
	public Maintenance(int maxWorkers, long intervalNanos) {
		this.backgroundWorkers = Math.max(1, maxWorkers - 1);
		this.mostHelpers = maxWorkers - 1;
		this.intervalNanos = intervalNanos;
		AtomicInteger number = new AtomicInteger();
		this.workers = new ThreadPoolExecutor(maxWorkers, maxWorkers, WORKER_IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "tws-cache-worker-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		this.workers.allowCoreThreadTimeOut(true);
	}

	synchronized void register(Cleanup cleanup) {
		if (this.closed) {
			throw new IllegalStateException("The cache is closed");
		}
		this.cleanups.add(new WeakReference<>(cleanup, this.forgotten));
		if (this.scheduler == null) {
			Thread thread = new Thread(this::schedule, "tws-cache-cleanup");
			thread.setDaemon(true);
			// Started before it is noted: if it cannot be, the next store may have more
			// luck.
			thread.start();
			this.scheduler = thread;
		}
	}

	private void schedule() {
		boolean more = true;
		while (more) {
			try {
				this.forgotten.remove(Math.max(1, TimeUnit.NANOSECONDS.toMillis(pauseNanos())));
				living().forEach(this::cleanUp);
			}
			catch (InterruptedException ex) {
				// Only close() interrupts this thread, and it has said so by then.
				LOGGER.log(System.Logger.Level.TRACE, "Cleanup ends", ex);
			}
			catch (Throwable ex) {
				LOGGER.log(System.Logger.Level.WARNING, "A round of cleanups failed", ex);
			}
			more = mayGoOn();
		}
	}

	private void cleanUp(Cleanup cleanup) {
		try {
			if (cleanup.hasEnded()) {
				return;
			}
			if (cleanup.nanosUntilDue() <= 0) {
				cleanup.run();
			}
			cleanup.sweepUnusedAfter(this.intervalNanos);
		}
		catch (IllegalStateException ex) {
			LOGGER.log(System.Logger.Level.DEBUG, "A cache was closed during its cleanup", ex);
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "A cleanup failed and will be tried again", ex);
		}
	}

	private long pauseNanos() {
		long due = this.intervalNanos;
		for (Cleanup cleanup : living()) {
			due = Math.min(due, nanosUntilDue(cleanup));
		}
		return Math.min(this.intervalNanos, Math.max(due, LEAST_PAUSE_NANOS));
	}

	/**
	 * A ticker of the user's own may throw; that must not end the cleanup of other
	 * caches.
	 */
	private static long nanosUntilDue(Cleanup cleanup) {
		try {
			return cleanup.nanosUntilDue();
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "The time of a cache cannot be read", ex);
			return Long.MAX_VALUE;
		}
	}

	private synchronized List<Cleanup> living() {
		List<Cleanup> living = new ArrayList<>();
		for (WeakReference<Cleanup> reference : this.cleanups) {
			Cleanup cleanup = reference.get();
			if (cleanup != null) {
				living.add(cleanup);
			}
		}
		return living;
	}

	private synchronized boolean mayGoOn() {
		this.cleanups.removeIf((reference) -> {
			Cleanup cleanup = reference.get();
			return cleanup == null || cleanup.hasEnded();
		});
		if (this.closed || this.cleanups.isEmpty()) {
			this.scheduler = null;
			return false;
		}
		return true;
	}

	int backgroundWorkers() {
		return this.backgroundWorkers;
	}

	/** Runs a task in the background, beside cleanup. */
	void execute(Runnable task) {
		synchronized (this) {
			if (this.closed) {
				throw new RejectedExecutionException("The cache is closed");
			}
			if (this.running == this.backgroundWorkers) {
				this.waiting.add(task);
				return;
			}
			this.workers.execute(new Background(task));
			this.running++;
		}
	}

	/**
	 * A background task in the workers' queue, and those that wait for its place.
	 */
	private final class Background implements Runnable {

		private final Runnable first;

		private Background(Runnable first) {
			this.first = first;
		}

		@Override
		public void run() {
			runAndNext(this.first);
		}

	}

	private void runAndNext(Runnable first) {
		Runnable task = first;
		while (task != null) {
			try {
				task.run();
			}
			catch (Throwable ex) {
				LOGGER.log(System.Logger.Level.WARNING, "A background task failed", ex);
			}
			synchronized (this) {
				task = this.waiting.poll();
				if (task == null) {
					this.running--;
				}
			}
		}
	}

	/**
	 * Offers a cleanup task to workers; those that find no work left do nothing. Without
	 * helpers, because the store is closed or there can be no more threads, the cleanup
	 * goes on in its own thread.
	 */
	void help(Runnable task, int helpers) {
		for (int i = 0; i < helpers && mayHelp(); i++) {
			try {
				this.workers.execute(new CleanupTask(task));
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				helped();
				LOGGER.log(System.Logger.Level.DEBUG, "Cleanup has no helper", ex);
				return;
			}
		}
	}

	private synchronized boolean mayHelp() {
		if (this.helping == this.mostHelpers) {
			return false;
		}
		this.helping++;
		return true;
	}

	private synchronized void helped() {
		this.helping--;
	}

	/**
	 * A cleanup task in the workers' queue.
	 */
	private final class CleanupTask implements Runnable {

		private final Runnable task;

		private CleanupTask(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			try {
				this.task.run();
			}
			finally {
				helped();
			}
		}

	}

	/**
	 * Ends all threads, after what they are doing now. Tasks that have not begun run
	 * here: their stores are closed, so they only say so to those who wait for them.
	 */
	@Override
	public void close() {
		Thread thread;
		synchronized (this) {
			this.closed = true;
			thread = this.scheduler;
		}
		if (thread != null) {
			thread.interrupt();
		}
		Threads.end(thread);
		for (Runnable task : this.workers.shutdownNow()) {
			if (task instanceof Background) {
				task.run();
			}
		}
		try {
			if (!this.workers.awaitTermination(WORKER_IDLE_SECONDS, TimeUnit.SECONDS)) {
				LOGGER.log(System.Logger.Level.WARNING, "A cache worker has not ended in time");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
