package io.github.twscache.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A load whose loader the engine does not call: its caller runs it and says what it came
 * to. Safe for use by many threads; the first end counts.
 */
public final class LoadHandle {

	private final SingleFlight flights;

	private final @Nullable Object found;

	private final Load load;

	private final boolean leads;

	/** When the caller asked, if there is a limit to how long he waits. */
	private final long askedNanos;

	private final AtomicBoolean ended = new AtomicBoolean();

	LoadHandle(SingleFlight flights, @Nullable Object found, Load load, boolean leads, long askedNanos) {
		this.flights = flights;
		this.found = found;
		this.load = load;
		this.leads = leads;
		this.askedNanos = askedNanos;
	}

	/**
	 * Gives the value, if it was there after all.
	 * @return the masked value, or {@code null}
	 */
	public @Nullable Object found() {
		return this.found;
	}

	/**
	 * Tells whether the caller has to load, and to say what it came to.
	 * @return whether it has
	 */
	public boolean leads() {
		return this.leads;
	}

	/**
	 * Tells whether others may wait for the load.
	 * @return whether they may
	 */
	public boolean isShared() {
		return this.load.mark == null;
	}

	/**
	 * Has the load run apart from this caller, if a place is free.
	 * @param body runs the loader and ends the load, in whatever thread
	 * @return false if no place is free: nothing was done, and the load has to be ended
	 */
	public boolean runApart(Runnable body) {
		return this.flights.runApart(this.load, body, false);
	}

	/**
	 * Has the load run apart from this caller, when a place is free: at once, if this
	 * thread has one. If the caller stops waiting for it before that, it is given up.
	 * @param body runs the loader and ends the load, in whatever thread
	 */
	public void runApartOrWait(Runnable body) {
		this.flights.runApart(this.load, body, true);
	}

	/**
	 * Waits for the load, as long as this caller may.
	 * @return the masked value
	 * @throws LoadFailure if it failed, or took too long
	 * @throws IllegalStateException if this thread was interrupted, or would wait for
	 * itself
	 * @throws CancellationException if the caller that loads gave up
	 */
	public Object await() throws LoadFailure {
		Object outcome;
		try {
			outcome = this.flights.await(this.load, this.leads, this.askedNanos);
		}
		catch (LoadFailure ex) {
			if (ex.reason() instanceof InterruptedException || ex.reason() instanceof LoadCircleException) {
				throw new IllegalStateException("This thread must not wait for the load", ex.reason());
			}
			throw ex;
		}
		if (outcome == null) {
			throw gaveUp();
		}
		return this.flights.waits().served(outcome);
	}

	/**
	 * Waits for the load without blocking, as long as this caller may.
	 * @return a future of this caller's own, of the unmasked value
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // only watched
	public CompletableFuture<@Nullable Object> future() {
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		LoadWaits waits = this.flights.waits();
		waits.answer(this.load, answer, (abandoned) -> answer.completeExceptionally(gaveUp()));
		waits.limit(this.load.key, this.load.hash, answer, this.askedNanos);
		if (this.leads) {
			answer.whenComplete((value, failure) -> this.flights.takeBack(this.load));
		}
		return answer;
	}

	private static CancellationException gaveUp() {
		return new CancellationException("The caller that loaded gave up");
	}

	/** Says that the load goes on apart from this thread. */
	public void detach() {
		this.load.runner = null;
	}

	/**
	 * Stores a value, if it still may be, and releases those who wait.
	 * @param value the masked value
	 */
	public void store(Object value) {
		if (this.ended.compareAndSet(false, true)) {
			this.flights.ends().complete(this.load, value);
		}
	}

	/**
	 * Releases those who wait, and stores nothing.
	 * @param value the masked value
	 */
	public void release(Object value) {
		if (this.ended.compareAndSet(false, true)) {
			this.flights.ends().release(this.load, value);
		}
	}

	/**
	 * Ends the load without a value.
	 * @param reason what those who wait are told, unless they are served another value
	 * @param abandon whether they begin again instead
	 * @return the value that this caller is served instead, or {@code null} if there is
	 * none; one who loads apart is served by {@link #await} alone
	 */
	public @Nullable StoredValue fail(Throwable reason, boolean abandon) {
		if (!this.ended.compareAndSet(false, true)) {
			return null;
		}
		Object instead = this.flights.ends().fail(this.load, reason, abandon);
		if (instead == null || this.load.apart != null) {
			return null;
		}
		Object value = this.flights.waits().served(instead);
		return (instead instanceof Load.Stale stale) ? stale.stored() : new StoredValue(value, false, 0, 0);
	}

}
