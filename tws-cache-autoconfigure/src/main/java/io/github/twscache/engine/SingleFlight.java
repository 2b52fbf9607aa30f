package io.github.twscache.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

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
	 *
	 * Where there are time-outs, whoever leads has the loader run apart, if there is a
	 * place, and waits like the others (see LoadRuns and LoadWaits); such a load belongs
	 * to no caller, so nobody abandons it. A refresh is a load that begins while the
	 * value is good: it has the key's ticket like any other, and who misses the value
	 * before it ends joins it.
	 *
	 * A load that is registered has a caller who runs it. So whatever goes wrong between
	 * the two, if only for want of memory, has it given up (lose).
	 */

	private static final System.Logger LOGGER = System.getLogger(SingleFlight.class.getName());

	private final ShardedStore store;

	private final LoadSettings settings;

	private final LoadTable table;

	private final LoadEnds ends;

	private final LoadRuns runs;

	private final LoadWaits waits;

	SingleFlight(ShardedStore store) {
		this.store = store;
		this.settings = store.settings().loads();
		this.table = new LoadTable(store);
		this.ends = new LoadEnds(store, this.table);
		this.runs = new LoadRuns(this.settings, this.ends);
		this.waits = new LoadWaits(store);
	}

	/**
	 * Gives the value of a key that was not found, loading it if nobody else does: in
	 * this thread, or apart from it where there are time-outs. Counts the look-up.
	 * @param key the key
	 * @param hash its hash
	 * @param loader makes the masked value
	 * @return the masked value
	 * @throws LoadFailure if the load failed, took too long, or would wait for itself
	 */
	public Object load(Object key, int hash, Callable<Object> loader) throws LoadFailure {
		long asked = this.waits.asked();
		boolean counted = false;
		while (true) {
			LoadTable.Claim claim = claim(key, hash, counted);
			counted = true;
			Object outcome = claim.value();
			if (outcome == null) {
				outcome = claim.leads() ? leadToItsEnd(claim.load(), loader, asked) : awaitAnother(claim.load(), asked);
			}
			if (outcome != null) {
				return this.waits.served(outcome);
			}
		}
	}

	/** Waits for another caller's load; {@code null} if that is no answer to this one. */
	private @Nullable Object awaitAnother(Load load, long asked) throws LoadFailure {
		try {
			Object outcome = this.waits.await(load, asked);
			return (outcome != null && LoadWaits.isForLoaders(load, outcome)) ? outcome : null;
		}
		catch (LoadFailure ex) {
			// Only what the load came to, not why this caller does not wait any longer.
			if (load.hasEnded() && load.outcome() instanceof Load.Failed failed && failed.reason() == ex.reason()
					&& !LoadWaits.isForLoaders(load, failed)) {
				return null;
			}
			throw ex;
		}
	}

	private LoadTable.Claim claim(Object key, int hash, boolean counted) {
		LoadTable.Claim claim = this.table.claim(key, hash, null);
		if (!counted) {
			try {
				this.store.counters()
					.increment((claim.value() != null) ? StripedCounters.L2_HITS : StripedCounters.MISSES);
			}
			catch (Throwable ex) {
				lose(claim, ex);
				throw ex;
			}
		}
		return claim;
	}

	/** Has nobody wait for a load that its caller cannot run, for want of memory. */
	private void lose(LoadTable.Claim claim, Throwable ex) {
		if (claim.leads()) {
			this.ends.giveUp(claim.load(), ex);
		}
	}

	private @Nullable Object leadToItsEnd(Load load, Callable<Object> loader, long asked) throws LoadFailure {
		try {
			return lead(load, loader, asked);
		}
		catch (RuntimeException | Error ex) {
			// The end itself may have run out of stack, of which there is more here.
			if (load.apart == null) {
				load.lost = true;
				this.table.untidy = true;
				this.table.end(load, Load.LOST);
			}
			throw ex;
		}
	}

	private @Nullable Object lead(Load load, Callable<Object> loader, long asked) throws LoadFailure {
		return leadApart(load, loader) ? await(load, true, asked) : this.runs.run(load, loader);
	}

	private boolean leadApart(Load load, Callable<Object> loader) {
		try {
			return this.settings.runsApart() && this.runs.runApartOrWait(load, () -> this.runs.runAlone(load, loader));
		}
		catch (Throwable ex) {
			this.ends.giveUp(load, ex);
			throw ex;
		}
	}

	/**
	 * Waits for a load, one's own or another's.
	 * @return as {@link LoadWaits#await}
	 */
	@Nullable Object await(Load load, boolean own, long asked) throws LoadFailure {
		try {
			return this.waits.await(load, asked);
		}
		finally {
			if (own) {
				this.runs.takeBack(load);
			}
		}
	}

	/**
	 * Begins or joins the load of a key that was looked up and counted as a miss, by a
	 * caller who runs the loader himself.
	 * @param key the key
	 * @param hash its hash
	 * @param shared whether to wait for another caller, and to have others wait
	 * @param origin stands for what is asked for, beyond the key: to callers of another
	 * one, failures and values that are not stored are no answer; {@code null} if they
	 * are
	 * @return what it came to
	 */
	public LoadHandle begin(Object key, int hash, boolean shared, @Nullable Object origin) {
		return begin(key, hash, shared, origin, this.waits.asked());
	}

	/** The same, for a question that was asked before. */
	LoadHandle begin(Object key, int hash, boolean shared, @Nullable Object origin, long asked) {
		if (shared) {
			LoadTable.Claim claim = this.table.claim(key, hash, origin);
			return handle(claim, origin, asked);
		}
		Object value = this.store.peekOrStale(key, hash);
		Load load = (value != null) ? new Load(key, hash, 0, null) : this.table.alone(key, hash);
		return handle(new LoadTable.Claim(value, load, value == null), origin, asked);
	}

	/**
	 * Tells whether a key has a value that is in time and due to be loaded anew.
	 * @param key the key
	 * @param hash its hash
	 * @return whether it has; whether a load is under way is for {@link #beginRefresh} to
	 * find out
	 */
	public boolean isRefreshDue(Object key, int hash) {
		return this.table.refreshes().due(key, hash) != null;
	}

	/**
	 * Begins to load a value anew that is there still, by a caller who runs the loader
	 * himself.
	 * @param key the key
	 * @param hash its hash
	 * @return the load, which leads; {@code null} if the value is not due, a load of it
	 * is under way, or no place is free
	 */
	public @Nullable LoadHandle beginRefresh(Object key, int hash) {
		LoadTable.Claim claim = claimRefresh(key, hash);
		return (claim != null) ? handle(claim, null, this.waits.asked()) : null;
	}

	private LoadTable.@Nullable Claim claimRefresh(Object key, int hash) {
		LoadExecutor executor = this.settings.executor();
		// In this order: few hits are due, and all ask the executor for the same lock.
		boolean may = executor != null && isRefreshDue(key, hash) && executor.hasRoom();
		LoadTable.Claim claim = may ? this.table.claimRefresh(key, hash) : null;
		if (claim != null) {
			try {
				this.waits.limitRefresh(claim.load());
			}
			catch (Throwable ex) {
				lose(claim, ex);
				throw ex;
			}
		}
		return claim;
	}

	/**
	 * Has a value loaded anew in the background that is due, unless that is under way or
	 * no place is free. Nothing of it reaches the caller, who has the value of before.
	 * @param key the key
	 * @param hash its hash
	 * @param loader makes the masked value
	 */
	public void refresh(Object key, int hash, Callable<Object> loader) {
		refresh(key, hash, (load) -> this.runs.runAlone(load, loader));
	}

	/**
	 * The same with a loader that answers later.
	 * @param key the key
	 * @param hash its hash
	 * @param loader starts to make the masked value
	 */
	public void refreshAsync(Object key, int hash, Callable<? extends CompletionStage<Object>> loader) {
		refresh(key, hash, (load) -> this.runs.start(load, loader));
	}

	private void refresh(Object key, int hash, Consumer<Load> body) {
		try {
			LoadTable.Claim claim = claimRefresh(key, hash);
			if (claim != null) {
				refresh(claim, body);
			}
		}
		catch (Throwable ex) {
			// Closed meanwhile, or a key that throws.
			LOGGER.log(System.Logger.Level.DEBUG, "A value could not be refreshed", ex);
		}
	}

	private void refresh(LoadTable.Claim claim, Consumer<Load> body) {
		Load load = claim.load();
		try {
			if (!this.runs.runApart(load, () -> body.accept(load), false)) {
				this.ends.giveUp(load, new RejectedExecutionException("No place is free"));
			}
		}
		catch (Throwable ex) {
			lose(claim, ex);
			throw ex;
		}
	}

	private LoadHandle handle(LoadTable.Claim claim, @Nullable Object origin, long asked) {
		try {
			Object outcome = claim.value();
			Object found = (outcome != null) ? this.waits.served(outcome) : null;
			return new LoadHandle(this, found, claim.load(), claim.leads(), origin, asked);
		}
		catch (Throwable ex) {
			lose(claim, ex);
			throw ex;
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
		long asked = this.waits.asked();
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		loadAsync(key, hash, loader, answer, false);
		this.waits.limit(key, hash, answer, asked);
		return answer;
	}

	private void loadAsync(Object key, int hash, Callable<? extends CompletionStage<Object>> loader,
			CompletableFuture<@Nullable Object> answer, boolean counted) {
		LoadTable.Claim claim = claim(key, hash, counted);
		Object outcome = claim.value();
		if (outcome != null) {
			this.waits.answer(answer, outcome);
			return;
		}
		try {
			this.waits.answer(claim.load(), answer, claim.leads() ? null : () -> retryAsync(key, hash, loader, answer));
		}
		catch (Throwable ex) {
			lose(claim, ex);
			throw ex;
		}
		if (claim.leads()) {
			this.runs.start(claim.load(), loader);
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

	/**
	 * Tells whether loads run apart from their callers, because these wait for a limited
	 * time.
	 * @return whether they do
	 */
	public boolean runsApart() {
		return this.settings.runsApart();
	}

	/** Fails those who wait, and futures; who runs a loader still gets its value. */
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

	LoadTable table() {
		return this.table;
	}

	LoadEnds ends() {
		return this.ends;
	}

	LoadRuns runs() {
		return this.runs;
	}

	LoadWaits waits() {
		return this.waits;
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
