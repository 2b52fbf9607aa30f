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

	private final @Nullable Object origin;

	/** When the caller asked, if there is a limit to how long he waits. */
	private final long askedNanos;

	/** From the start for who does not lead: the load is not his to end. */
	private final AtomicBoolean ended;

	/** Whether the caller who leads hears of the end by a future. */
	private volatile boolean hearsLater;

	LoadHandle(SingleFlight flights, @Nullable Object found, Load load, boolean leads, @Nullable Object origin,
			long askedNanos) {
		this.flights = flights;
		this.found = found;
		this.load = load;
		this.leads = leads;
		this.origin = origin;
		this.askedNanos = askedNanos;
		this.ended = new AtomicBoolean(!leads);
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
	 * Asks again, where what this one came to is no answer. The time this caller may wait
	 * goes on from his first question.
	 * @param shared whether to wait for another caller, and to have others wait
	 * @return what it came to
	 */
	public LoadHandle again(boolean shared) {
		return this.flights.begin(this.load.key, this.load.hash, shared, this.origin, this.askedNanos);
	}

	/** When the caller asked first, zero if there is no limit to how long he waits. */
	long askedNanos() {
		return this.askedNanos;
	}

	/**
	 * Has the load run apart from this caller, if a place is free.
	 * @param body runs the loader and ends the load, in whatever thread
	 * @return false if no place is free: nothing was done, and the load has to be ended
	 */
	public boolean runApart(Runnable body) {
		return this.flights.runs().runApart(this.load, body, false);
	}

	/**
	 * Has the load run apart from this caller, when a place is free. If the caller stops
	 * waiting for it before that, it is given up.
	 * @param body runs the loader and ends the load, in whatever thread
	 * @return false if he has to run it himself, in this thread: nothing was done
	 */
	public boolean runApartOrWait(Runnable body) {
		return this.flights.runs().runApartOrWait(this.load, body);
	}

	/**
	 * Waits for the load, as long as this caller may; not if a value was found.
	 * @return the masked value
	 * @throws LoadFailure if it failed, took too long, or is {@link LoadFailure#isForeign
	 * no answer} to this caller
	 * @throws IllegalStateException if this thread was interrupted, or would wait for
	 * itself
	 * @throws CancellationException if the caller that loads gave up
	 */
	public Object await() throws LoadFailure {
		if (this.found != null) {
			return this.found;
		}
		Object outcome;
		try {
			outcome = this.flights.await(this.load, this.leads, this.askedNanos);
		}
		catch (LoadFailure ex) {
			if (ex.reason() instanceof InterruptedException || ex.reason() instanceof LoadCircleException) {
				throw new IllegalStateException("This thread must not wait for the load", ex.reason());
			}
			// One that has not ended was not waited for any longer: that is this caller's
			// own.
			throw (this.load.hasEnded() && isForeign()) ? foreign() : ex;
		}
		if (outcome == null) {
			throw gaveUp();
		}
		if (outcome instanceof Load.Unstored && isForeign()) {
			throw foreign();
		}
		return this.flights.waits().served(outcome);
	}

	/** Asks code of the user's, so under no lock, and only where it matters. */
	private boolean isForeign() {
		return !this.leads && this.origin != null && !this.origin.equals(this.load.origin);
	}

	private static LoadFailure foreign() {
		return new LoadFailure(new IllegalStateException("The load is of another caller's"), true);
	}

	/**
	 * Waits for the load without blocking, as long as this caller may.
	 * @return a future of this caller's own, of the unmasked value; it fails with what
	 * the loader threw, a {@link CancellationException} if the caller that loads gave up,
	 * or a {@link LoadFailure} if it is {@link LoadFailure#isForeign no answer}
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // only watched
	public CompletableFuture<@Nullable Object> future() {
		if (this.found != null) {
			return CompletableFuture.completedFuture(Masked.unmask(this.found));
		}
		this.hearsLater = this.leads;
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		LoadWaits waits = this.flights.waits();
		this.load.whenEnded((outcome) -> answer(answer, outcome));
		waits.limit(this.load.key, this.load.hash, answer, this.askedNanos);
		if (this.leads) {
			answer.whenComplete((value, failure) -> this.flights.runs().takeBack(this.load));
		}
		return answer;
	}

	private void answer(CompletableFuture<@Nullable Object> answer, Object outcome) {
		try {
			if (outcome instanceof Load.Failed failed) {
				answer.completeExceptionally(failed.abandoned() ? gaveUp() : failureFor(failed));
			}
			else if (outcome instanceof Load.Unstored && isForeign()) {
				answer.completeExceptionally(foreign());
			}
			else {
				this.flights.waits().answer(answer, outcome);
			}
		}
		catch (Throwable ex) {
			// An origin that cannot be compared.
			answer.completeExceptionally(ex);
		}
	}

	private Throwable failureFor(Load.Failed failed) {
		return isForeign() ? foreign() : failed.reason();
	}

	private static CancellationException gaveUp() {
		return new CancellationException("The caller that loaded gave up");
	}

	/** Says that the load goes on apart from this thread. */
	public void detach() {
		if (this.leads) {
			this.load.runner = null;
		}
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
	 * @return the value that this caller is served instead, or {@code null} if there is
	 * none; one who loads apart is served by {@link #await} or {@link #future} alone
	 */
	public @Nullable StoredValue fail(Throwable reason) {
		if (!this.ended.compareAndSet(false, true)) {
			return null;
		}
		Object instead = this.flights.ends().fail(this.load, reason, false);
		if (instead == null || this.load.apart != null || this.hearsLater) {
			return null;
		}
		Object value = this.flights.waits().served(instead);
		return (instead instanceof Load.Stale stale) ? stale.stored() : new StoredValue(value, false, 0, 0);
	}

	/**
	 * Ends the load without a value, for a caller who is served no other one himself.
	 * @param reason what those who wait are told, unless they are served another value
	 */
	public void refuse(Throwable reason) {
		if (this.ended.compareAndSet(false, true)) {
			this.flights.ends().fail(this.load, reason, false);
		}
	}

	/** Has those who wait begin again. Counted as no load at all. */
	public void abandon() {
		if (this.ended.compareAndSet(false, true)) {
			this.flights.ends().giveUp(this.load, gaveUp());
		}
	}

}
