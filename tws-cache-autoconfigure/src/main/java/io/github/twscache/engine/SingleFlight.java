package io.github.twscache.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Loads missing values, one load a key at a time, whoever asks.
 */
public final class SingleFlight {

	/*
	 * A load is registered and finished under its key lock (see LoadTable); the loader
	 * runs under none. Callers that come after a change of the key do not join a load
	 * that began before it but start another, so nobody gets a value older than his
	 * question.
	 *
	 * A value is stored before those who wait are released, and they are released under
	 * no lock (see LoadEnds). A load that was interrupted or cancelled is abandoned: its
	 * own caller hears why, those who wait begin again and one of them leads.
	 */

	private final ShardedStore store;

	private final LoadTable table;

	private final LoadEnds ends;

	SingleFlight(ShardedStore store) {
		this.store = store;
		this.table = new LoadTable(store);
		this.ends = new LoadEnds(store, this.table);
	}

	/**
	 * Gives the value of a key that was not found, loading it in this thread if nobody
	 * else does. Counts the look-up.
	 * @param key the key
	 * @param hash its hash
	 * @param loader makes the masked value
	 * @return the masked value
	 * @throws LoadFailure if the load failed, or would wait for itself
	 */
	public Object load(Object key, int hash, Callable<Object> loader) throws LoadFailure {
		boolean counted = false;
		while (true) {
			LoadTable.Claim claim = claim(key, hash, counted);
			counted = true;
			Object outcome = claim.value();
			if (outcome == null) {
				outcome = claim.leads() ? lead(claim.load(), loader) : await(claim.load());
			}
			if (outcome != null) {
				return served(outcome);
			}
		}
	}

	/** Gives a caller what a load came to, and counts it if that is stale. */
	Object served(Object outcome) {
		if (outcome instanceof Load.Stale stale) {
			this.store.counters().increment(StripedCounters.STALE_SERVED);
			return stale.stored().value();
		}
		return outcome;
	}

	private LoadTable.Claim claim(Object key, int hash, boolean counted) {
		LoadTable.Claim claim = this.table.claim(key, hash);
		if (!counted) {
			this.store.counters()
				.increment((claim.value() != null) ? StripedCounters.L2_HITS : StripedCounters.MISSES);
		}
		return claim;
	}

	/**
	 * Begins or joins the load of a key that was looked up and counted as a miss, by a
	 * caller who runs the loader himself.
	 * @param key the key
	 * @param hash its hash
	 * @param shared whether to wait for another caller, and to have others wait
	 * @return what it came to
	 */
	public LoadHandle begin(Object key, int hash, boolean shared) {
		if (shared) {
			LoadTable.Claim claim = this.table.claim(key, hash);
			return handle(claim.value(), claim.load(), claim.leads());
		}
		Object value = this.store.peekOrStale(key, hash);
		Load load = (value != null) ? new Load(key, hash, 0, null) : this.table.alone(key, hash);
		return handle(value, load, value == null);
	}

	private LoadHandle handle(@Nullable Object outcome, Load load, boolean leads) {
		return new LoadHandle(this, (outcome != null) ? served(outcome) : null, load, leads);
	}

	private Object lead(Load load, Callable<Object> loader) throws LoadFailure {
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

	/** Waits for another caller's load; {@code null} if it was abandoned. */
	@Nullable Object await(Load load) throws LoadFailure {
		try {
			WaitGraph.enter(load);
			Object outcome = load.await();
			if (!(outcome instanceof Load.Failed failed)) {
				return outcome;
			}
			if (failed.abandoned()) {
				return null;
			}
			throw new LoadFailure(failed.reason());
		}
		catch (LoadCircleException ex) {
			throw new LoadFailure(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LoadFailure(ex);
		}
		finally {
			WaitGraph.leave();
		}
	}

	/**
	 * Gives the value of a key that was not found, starting to load it if nobody else
	 * does. Counts the look-up.
	 * @param key the key
	 * @param hash its hash
	 * @param loader starts to make the masked value
	 * @return a future of this caller's own, of the unmasked value
	 */
	public CompletableFuture<@Nullable Object> loadAsync(Object key, int hash,
			Callable<? extends CompletionStage<Object>> loader) {
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		loadAsync(key, hash, loader, answer, false);
		return answer;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // a result is never exceptional
	private void loadAsync(Object key, int hash, Callable<? extends CompletionStage<Object>> loader,
			CompletableFuture<@Nullable Object> answer, boolean counted) {
		LoadTable.Claim claim = claim(key, hash, counted);
		if (claim.value() != null) {
			answer.complete(Masked.unmask(served(claim.value())));
			return;
		}
		claim.load().result().thenAccept((outcome) -> {
			if (!(outcome instanceof Load.Failed failed)) {
				answer.complete(Masked.unmask(served(outcome)));
			}
			else if (failed.abandoned() && !claim.leads() && !answer.isDone()) {
				retryAsync(key, hash, loader, answer);
			}
			else {
				answer.completeExceptionally(failed.reason());
			}
		});
		if (claim.leads()) {
			start(claim.load(), loader);
		}
	}

	private void retryAsync(Object key, int hash, Callable<? extends CompletionStage<Object>> loader,
			CompletableFuture<@Nullable Object> answer) {
		try {
			loadAsync(key, hash, loader, answer, true);
		}
		catch (Throwable ex) {
			// Closed meanwhile, for example: there is no caller here to throw at.
			answer.completeExceptionally(ex);
		}
	}

	private void start(Load load, Callable<? extends CompletionStage<Object>> loader) {
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

	/**
	 * Fails those who wait, and futures; who runs a loader himself still gets its value.
	 */
	void close() {
		this.table.close();
	}

	/** Takes a key's tickets away: what is loaded now will not be stored. */
	void outdate(Object key) {
		this.table.outdate(key);
	}

	boolean mayHaveTickets() {
		return this.table.mayHaveTickets();
	}

	/** Tells, under the key lock, whether a load may be stored. */
	boolean finish(Load load) {
		return this.table.finish(load);
	}

	LoadEnds ends() {
		return this.ends;
	}

	int inFlight() {
		return this.table.size();
	}

	long loads() {
		return this.ends.loads();
	}

	long failures() {
		return this.ends.failures();
	}

	long nanos() {
		return this.ends.nanos();
	}

}
