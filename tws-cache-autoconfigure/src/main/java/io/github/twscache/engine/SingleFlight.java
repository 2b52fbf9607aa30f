package io.github.twscache.engine;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Loads missing values, one load a key at a time, whoever asks.
 */
public final class SingleFlight {

	/*
	 * A load is registered and finished under its key lock; the loader runs under none. A
	 * registered load is the key's ticket: a write or removal of the key takes it away
	 * (outdate), a clear makes it void (Load.clears), and a load without a valid ticket
	 * is not stored. Callers that come later do not join such a load but start another,
	 * so nobody gets a value older than his question.
	 *
	 * A value is stored before those who wait are released, and they are released under
	 * no lock. A load that was interrupted or cancelled is abandoned: its own caller
	 * hears why, those who wait begin again and one of them leads.
	 */

	private static final System.Logger LOGGER = System.getLogger(SingleFlight.class.getName());

	private final ShardedStore store;

	private final ConcurrentMap<Object, Load> inFlight = new ConcurrentHashMap<>();

	/** All loads that have not ended, those whose ticket is gone among them. */
	private final Set<Load> running = ConcurrentHashMap.newKeySet();

	/** Claims under way and loads that have not ended: without any there is no ticket. */
	private final AtomicInteger open = new AtomicInteger();

	private final LongAdder loads = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	SingleFlight(ShardedStore store) {
		this.store = store;
	}

	/**
	 * What registering came to: a hit, a load to lead, or a load to wait for.
	 *
	 * @param value the masked value of a hit, else {@code null}
	 * @param load the load
	 * @param leads whether the caller has to run it
	 */
	private record Claim(@Nullable Object value, Load load, boolean leads) {
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
			Claim claim = claim(key, hash, counted);
			counted = true;
			if (claim.value() != null) {
				return claim.value();
			}
			if (claim.leads()) {
				return lead(claim.load(), loader);
			}
			Object value = await(claim.load());
			if (value != null) {
				return value;
			}
		}
	}

	private Claim claim(Object key, int hash, boolean counted) {
		this.open.incrementAndGet();
		Claim claim = claimOpened(key, hash, counted);
		// Not if it failed: rather one too many than one too few.
		if (!claim.leads()) {
			this.open.decrementAndGet();
		}
		return claim;
	}

	private Claim claimOpened(Object key, int hash, boolean counted) {
		Thread thread = Thread.currentThread();
		KeyLock.Held lock = this.store.locks().lockKey(hash, this.store.topology().shards());
		Load load;
		Load orphan = null;
		boolean leads;
		Object value;
		try {
			value = this.store.peek(key, hash);
			long clears = this.store.writer().clears();
			Load present = (value == null) ? this.inFlight.get(key) : null;
			if (present != null && present.isOrphaned()) {
				orphan = present;
				present = null;
			}
			if (present != null && present.hasEnded()) {
				// A key that threw kept its ticket in the table.
				present = null;
			}
			leads = value == null && (present == null || present.clears != clears);
			load = (present != null && !leads) ? present : new Load(key, hash, clears, thread);
			if (leads) {
				register(load);
			}
		}
		finally {
			lock.unlock();
		}
		if (leads && this.store.isClosed()) {
			// Perhaps too late to be seen by close.
			load.end(closed());
		}
		if (orphan != null) {
			end(orphan, new Load.Failed(new IllegalStateException("The thread that loaded has ended"), true));
		}
		if (!counted) {
			this.store.counters().increment((value != null) ? StripedCounters.L2_HITS : StripedCounters.MISSES);
		}
		return new Claim(value, load, leads);
	}

	private void register(Load load) {
		try {
			this.inFlight.put(load.key, load);
			this.running.add(load);
		}
		catch (Throwable ex) {
			// A key that throws, or no memory: who finds the ticket all the same must not
			// wait for it.
			load.end(new Load.Failed(ex, true));
			throw ex;
		}
	}

	private Object lead(Load load, Callable<Object> loader) throws LoadFailure {
		Object value;
		try {
			value = loader.call();
		}
		catch (Throwable ex) {
			fail(load, ex, wasInterrupted(ex));
			throw new LoadFailure(ex);
		}
		complete(load, value);
		return value;
	}

	private static boolean wasInterrupted(Throwable ex) {
		if (ex instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return Thread.currentThread().isInterrupted();
	}

	/** Waits for another caller's load; {@code null} if it was abandoned. */
	private @Nullable Object await(Load load) throws LoadFailure {
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
		Claim claim = claim(key, hash, counted);
		if (claim.value() != null) {
			answer.complete(Masked.unmask(claim.value()));
			return;
		}
		claim.load().result().thenAccept((outcome) -> {
			if (!(outcome instanceof Load.Failed failed)) {
				answer.complete(Masked.unmask(outcome));
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
					complete(load, value);
				}
				else {
					Throwable reason = unwrap(failure);
					fail(load, reason, reason instanceof CancellationException);
				}
			});
		}
		catch (Throwable ex) {
			fail(load, ex, wasInterrupted(ex));
		}
	}

	private void complete(Load load, Object value) {
		long nanos = System.nanoTime() - load.startNanos;
		Runnable announcement = () -> {
		};
		try {
			count(nanos, this.loads);
			announcement = this.store.writer().putLoaded(load, value);
		}
		catch (Throwable ex) {
			// The loader has done its part, so its callers get the value.
			System.Logger.Level level = this.store.isClosed() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
			LOGGER.log(level, "A loaded value could not be stored", ex);
		}
		finally {
			end(load, value);
		}
		announcement.run();
		announce(load, value, false, nanos);
	}

	private void fail(Load load, Throwable reason, boolean abandon) {
		long nanos = 0;
		try {
			nanos = System.nanoTime() - load.startNanos;
			count(nanos, this.failures);
		}
		finally {
			end(load, new Load.Failed(reason, abandon));
		}
		announce(load, reason, true, nanos);
	}

	/** Releases those who wait, whatever the key's own hashCode and equals may throw. */
	private void end(Load load, Object outcome) {
		try {
			boolean first = this.running.remove(load);
			this.inFlight.remove(load.key, load);
			// After the ticket has gone, and not at all if it cannot: see mayHaveTickets.
			if (first) {
				this.open.decrementAndGet();
			}
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "A key changed while it was loaded", ex);
		}
		finally {
			load.end(outcome);
		}
	}

	/**
	 * Fails those who wait, and futures; who runs a loader himself still gets its value.
	 */
	void close() {
		Load.Failed closed = closed();
		for (Load load : this.running) {
			load.end(closed);
		}
	}

	private static Load.Failed closed() {
		return new Load.Failed(new IllegalStateException("The cache was closed during a load"), false);
	}

	private void count(long took, LongAdder counter) {
		counter.increment();
		this.nanos.add(took);
	}

	private void announce(Load load, Object outcome, boolean failed, long took) {
		StoreListener listener = this.store.listener();
		if (listener != null) {
			listener.loaded(load.key, outcome, failed, took);
		}
	}

	/** Takes a load's ticket away: it will not be stored. */
	void outdate(Object key) {
		if (mayHaveTickets()) {
			this.inFlight.remove(key);
		}
	}

	boolean mayHaveTickets() {
		// Not inFlight.isEmpty(): while other keys come and go it may answer wrongly.
		return this.open.get() != 0;
	}

	/** Ends a load, under the key lock, and tells whether its ticket is still there. */
	boolean finish(Load load) {
		return this.inFlight.remove(load.key, load);
	}

	private static Throwable unwrap(Throwable ex) {
		Throwable current = ex;
		while ((current instanceof CompletionException || current instanceof ExecutionException)
				&& current.getCause() != null) {
			current = current.getCause();
		}
		return current;
	}

	int inFlight() {
		return this.running.size();
	}

	long loads() {
		return this.loads.sum();
	}

	long failures() {
		return this.failures.sum();
	}

	long nanos() {
		return this.nanos.sum();
	}

}
