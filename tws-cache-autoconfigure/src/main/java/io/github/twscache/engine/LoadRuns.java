package io.github.twscache.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Runs loaders, in the threads of their callers or apart from them, under no lock.
 */
final class LoadRuns {

	/*
	 * A load that runs in its caller's thread is that caller's: if he is interrupted it
	 * is abandoned. One that runs apart is nobody's: it is interrupted only for hanging,
	 * and has failed then. While it is queued it has no runner, so that nobody takes the
	 * thread that waits for it for the one that runs it.
	 */

	private final LoadSettings settings;

	private final LoadEnds ends;

	LoadRuns(LoadSettings settings, LoadEnds ends) {
		this.settings = settings;
		this.ends = ends;
	}

	/** Runs a loader for its caller, who hears what it throws. */
	Object run(Load load, Callable<Object> loader) throws LoadFailure {
		load.begins(Thread.currentThread());
		Object value;
		try {
			value = loader.call();
		}
		catch (Throwable ex) {
			Object instead = this.ends.fail(load, ex, wasInterrupted(ex));
			if (instead != null) {
				return instead;
			}
			throw new LoadFailure(ex);
		}
		this.ends.complete(load, value);
		return value;
	}

	private static boolean wasInterrupted(Throwable ex) {
		if (ex instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return Thread.currentThread().isInterrupted();
	}

	/**
	 * Runs a loader in a thread that no caller waits in; nobody can interrupt it for one.
	 */
	void runAlone(Load load, Callable<Object> loader) {
		Object value;
		try {
			value = loader.call();
		}
		catch (Throwable ex) {
			this.ends.fail(load, ex, false);
			return;
		}
		this.ends.complete(load, value);
	}

	/**
	 * Has a load run apart from its caller, who may leave before it ends.
	 * @param body runs the loader and ends the load
	 * @param mayWait whether the load waits in line if no place is free
	 * @return false if there is no place and it does not wait: nothing was done
	 */
	boolean runApart(Load load, Runnable body, boolean mayWait) {
		LoadExecutor executor = this.settings.executor();
		if (executor == null) {
			return false;
		}
		Thread runner = load.runner;
		// Not this thread's any more: who waits for the load must not take it for his
		// own.
		load.runner = null;
		try {
			ApartLoad apart = new ApartLoad(load, executor.decorate(body), this.ends, this.settings);
			load.apart = apart;
			if (!executor.start(apart, mayWait)) {
				load.apart = null;
				load.runner = runner;
				return false;
			}
		}
		catch (Throwable ex) {
			// The decorator is not ours.
			this.ends.fail(load, ex, false);
		}
		return true;
	}

	/**
	 * The same for a caller who is going to wait. Where he would wait for a place without
	 * end, the load ends with the stale value, if there is one.
	 * @return false if he has to run it himself, because there is none, or this thread
	 * has a place already
	 */
	boolean runApartOrWait(Load load, Runnable body) {
		if (!LoadExecutor.isLoading()
				&& (runApart(load, body, this.settings.hardNanos() > 0) || this.ends.endStale(load))) {
			return true;
		}
		load.begins(Thread.currentThread());
		return false;
	}

	/** Gives a load up whose caller has left before there was a place for it. */
	void takeBack(Load load) {
		ApartLoad apart = load.apart;
		LoadExecutor executor = this.settings.executor();
		if (apart != null && executor != null && executor.withdraw(apart)) {
			this.ends.giveUp(load, new CancellationException("The caller left before there was a place for its load"));
		}
	}

	/** Starts a loader that answers later, and ends the load when it does. */
	void start(Load load, Callable<? extends CompletionStage<Object>> loader) {
		load.begins(Thread.currentThread());
		try {
			CompletionStage<Object> stage = loader.call();
			if (stage == null) {
				throw new IllegalStateException("The loader returned null instead of a future");
			}
			// From here on the value comes from wherever the future is completed.
			load.runner = null;
			stage.whenComplete((value, failure) -> {
				if (failure == null) {
					this.ends.complete(load, value);
				}
				else {
					Throwable reason = unwrap(failure);
					this.ends.fail(load, reason, reason instanceof CancellationException);
				}
			});
		}
		catch (Throwable ex) {
			this.ends.fail(load, ex, wasInterrupted(ex));
		}
	}

	private static Throwable unwrap(Throwable ex) {
		Throwable current = ex;
		while ((current instanceof CompletionException || current instanceof ExecutionException)
				&& current.getCause() != null) {
			current = current.getCause();
		}
		return current;
	}

}
