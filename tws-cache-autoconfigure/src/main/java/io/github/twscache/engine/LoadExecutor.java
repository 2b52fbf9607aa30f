package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * The threads that run loads apart from their callers, for one or more stores. Starts
 * none before there is a load; those that are idle end.
 */
public final class LoadExecutor implements AutoCloseable {

	/*
	 * So many loads run at once at most. One that finds no place waits in line, and its
	 * caller waits for it as for any load; if he leaves before its turn he takes it back
	 * (withdraw). A place that is given back goes to the first in line at once, so while
	 * anybody waits in line all places are taken: waiting is empty or running == most.
	 *
	 * Nobody who has a place waits for another, or all might wait for each other: a load
	 * that comes up in a load is run by the same thread (isLoading), and so is one that
	 * waits in line when a load needs it (LoadWaits). Nor does a caller who may wait for
	 * ever: loads that hang would keep him from a key that does not.
	 *
	 * What callers do with the future of a load may block, so a thread that has a place
	 * has another do it (tellElsewhere).
	 *
	 * waiting, running, closed: guarded by this. The monitor is a leaf; loads are begun,
	 * refused and ended under no lock.
	 */

	private static final long IDLE_SECONDS = 5;

	private static final System.Logger LOGGER = System.getLogger(LoadExecutor.class.getName());

	/** Set in threads that have a place. */
	private static final ThreadLocal<@Nullable LoadExecutor> LOADING = new ThreadLocal<>();

	private final int most;

	private final UnaryOperator<Runnable> decorator;

	private final ThreadPoolExecutor threads;

	/** In the order they came. Guarded by this. */
	private final Set<ApartLoad> waiting = new LinkedHashSet<>();

	/** Guarded by this. */
	private int running;

	/** Guarded by this. */
	private boolean closed;

	/**
	 * Creates the threads' keeper.
	 * @param most the most loads at once, at least 1
	 * @param threadFactory makes the threads
	 * @param decorator called in the thread that asks for a load; what it returns is run
	 * in the other
	 */
	public LoadExecutor(int most, ThreadFactory threadFactory, UnaryOperator<Runnable> decorator) {
		if (most < 1) {
			throw new IllegalArgumentException("most must be at least 1, not " + most);
		}
		this.most = most;
		this.decorator = decorator;
		// Bounded by the places, not by the pool: a thread that has given its place back
		// may not be idle yet.
		this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threadFactory);
	}

	/** Whether this thread runs a load that has a place. */
	static boolean isLoading() {
		return LOADING.get() != null;
	}

	/** Prepares, in the caller's thread, what is to run in another. */
	Runnable decorate(Runnable body) {
		return Objects.requireNonNull(this.decorator.apply(body), "The decorator of loads returned null");
	}

	/**
	 * Begins a load.
	 * @param mayWait whether it waits in line if no place is free
	 * @return false if no place was free and it does not wait
	 */
	boolean start(ApartLoad load, boolean mayWait) {
		synchronized (this) {
			if (this.running == this.most && !this.closed) {
				if (mayWait) {
					this.waiting.add(load);
				}
				return mayWait;
			}
			this.running++;
		}
		hand(load);
		return true;
	}

	/** Runs what must not wait for a place. */
	Executor alarms() {
		return this.threads;
	}

	synchronized boolean hasRoom() {
		return this.running < this.most && !this.closed;
	}

	/**
	 * Takes a load out of its line.
	 * @return whether it was there: then nobody else will run it
	 */
	synchronized boolean withdraw(ApartLoad load) {
		return this.waiting.remove(load);
	}

	/** Hands a place to a load, or to the next in line if there is no thread for it. */
	private void hand(ApartLoad first) {
		ApartLoad load = first;
		boolean handed = false;
		try {
			while (load != null && !handed) {
				handed = execute(load);
				load = handed ? load : next();
			}
		}
		finally {
			if (load != null && !handed) {
				giveBack();
			}
		}
	}

	/** Has a thread run a load, which has to end if there is none. */
	private boolean execute(ApartLoad load) {
		try {
			this.threads.execute(() -> work(load));
			return true;
		}
		catch (Throwable ex) {
			refuse(load, ex);
			return false;
		}
	}

	private void refuse(ApartLoad load, Throwable reason) {
		try {
			load.refuse(isClosed() ? closedFailure() : reason);
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "The end of a load failed", ex);
		}
	}

	private synchronized boolean isClosed() {
		return this.closed;
	}

	private static IllegalStateException closedFailure() {
		return new IllegalStateException("The cache is closed");
	}

	private void work(ApartLoad first) {
		ApartLoad load = first;
		try {
			while (load != null) {
				run(load);
				load = next();
			}
		}
		finally {
			if (load != null) {
				// No memory for what comes after a load.
				giveBack();
			}
			LOADING.remove();
		}
	}

	/**
	 * Has those be told in another thread who wait for a load that has ended, and do not
	 * block, if this one has a place.
	 * @return false if it has none, or no other thread was to be had: nothing was done
	 */
	static boolean tellElsewhere(Load ended) {
		try {
			LoadExecutor executor = LOADING.get();
			if (executor != null) {
				executor.threads.execute(ended::complete);
			}
			return executor != null;
		}
		catch (Throwable ex) {
			// Closed, no thread, or no memory.
			return false;
		}
	}

	private void run(ApartLoad load) {
		try {
			LOADING.set(this);
			load.run(false);
		}
		catch (Throwable ex) {
			// A listener's Error, or no memory: neither load nor place must be lost.
			load.endAfter(ex);
		}
	}

	/** Gives a place to the first in line, or back. */
	private synchronized @Nullable ApartLoad next() {
		Iterator<ApartLoad> line = this.waiting.iterator();
		if (line.hasNext()) {
			ApartLoad first = line.next();
			line.remove();
			return first;
		}
		this.running--;
		return null;
	}

	/** Gives a place back that could not go to the next in line: it must not be lost. */
	private synchronized void giveBack() {
		this.running--;
	}

	/**
	 * Ends the threads. Loads that run are interrupted, and not waited for; those in line
	 * are refused.
	 */
	@Override
	public void close() {
		List<ApartLoad> refused;
		synchronized (this) {
			this.closed = true;
			refused = new ArrayList<>(this.waiting);
			this.waiting.clear();
		}
		this.threads.shutdownNow();
		IllegalStateException reason = closedFailure();
		refused.forEach((load) -> refuse(load, reason));
	}

}
