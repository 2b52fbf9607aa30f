package io.github.twscache.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Makes changes of the shards one at a time, in the order they were asked for.
 */
final class ChangeQueue {

	/*
	 * Whoever adds a change while none is being made makes it, and those that come
	 * meanwhile; a change that takes to the background is followed up by the worker that
	 * ends it. What a change has to tell (its future, its evictions, the resize
	 * listeners) is told when the next one may begin already, because it is code of the
	 * user's that may ask for another change and wait for it: by the caller himself where
	 * he made the change, else by a thread for it alone, never by a worker.
	 */

	private static final System.Logger LOGGER = System.getLogger(ChangeQueue.class.getName());

	/**
	 * A change.
	 */
	interface Step {

		/**
		 * Makes the change, or begins to.
		 * @return ends with the change
		 */
		CompletableFuture<@Nullable Void> apply(Change change);

	}

	/**
	 * A change asked for, and what it has to tell when it is over.
	 */
	static final class Change {

		private final Step step;

		private final Thread owner = Thread.currentThread();

		private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();

		private final Queue<Removals> evicted = new ConcurrentLinkedQueue<>();

		private volatile boolean resized;

		private volatile @Nullable Throwable failure;

		private Change(Step step) {
			this.step = step;
		}

		void evicted(@Nullable Removals removals) {
			if (removals != null) {
				this.evicted.add(removals);
			}
		}

		void resized() {
			this.resized = true;
		}

	}

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/** Guarded by this. */
	private final Queue<Change> waiting = new ArrayDeque<>();

	/** Whether somebody makes a change. Guarded by this. */
	private boolean busy;

	void addListener(Runnable listener) {
		this.listeners.add(listener);
	}

	/**
	 * Asks for a change.
	 * @return ends when the change has been made
	 */
	CompletableFuture<@Nullable Void> add(Step step) {
		Change change = new Change(step);
		synchronized (this) {
			this.waiting.add(change);
			if (this.busy) {
				return change.turn;
			}
			this.busy = true;
		}
		makeAll();
		return change.turn;
	}

	private void makeAll() {
		List<Change> made = new ArrayList<>(1);
		Change change = next();
		while (change != null && make(change)) {
			made.add(change);
			change = next();
		}
		for (Change over : made) {
			if (over.owner == Thread.currentThread()) {
				tell(over);
			}
			else {
				tellElsewhere(over);
			}
		}
	}

	private synchronized @Nullable Change next() {
		Change change = this.waiting.poll();
		this.busy = change != null;
		return change;
	}

	/** Makes a change, and tells whether it is over; if not, a worker follows it up. */
	@SuppressWarnings("FutureReturnValueIgnored") // what ends is the turn
	private boolean make(Change change) {
		CompletableFuture<@Nullable Void> applied;
		try {
			applied = change.step.apply(change);
		}
		catch (Throwable ex) {
			change.failure = ex;
			return true;
		}
		if (!applied.isDone()) {
			applied.whenComplete((done, failure) -> {
				change.failure = failure;
				try {
					tellElsewhere(change);
				}
				finally {
					makeAll();
				}
			});
			return false;
		}
		applied.whenComplete((done, failure) -> change.failure = failure);
		return true;
	}

	private void tellElsewhere(Change change) {
		Thread teller = new Thread(() -> tell(change), "tws-cache-listener");
		teller.setDaemon(true);
		try {
			teller.start();
		}
		catch (OutOfMemoryError ex) {
			LOGGER.log(System.Logger.Level.WARNING, "No thread for a listener: it is told here", ex);
			tell(change);
		}
	}

	private void tell(Change change) {
		Throwable failure = change.failure;
		if (failure == null) {
			change.turn.complete(null);
		}
		else {
			change.turn.completeExceptionally((failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure);
		}
		change.evicted.forEach(Removals::announce);
		if (change.resized) {
			this.listeners.forEach(ChangeQueue::tell);
		}
	}

	private static void tell(Runnable listener) {
		try {
			listener.run();
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "A listener failed on a change of the shards", ex);
		}
	}

}
