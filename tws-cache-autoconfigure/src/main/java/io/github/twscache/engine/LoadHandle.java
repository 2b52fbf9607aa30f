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

	private final AtomicBoolean ended = new AtomicBoolean();

	LoadHandle(SingleFlight flights, @Nullable Object found, Load load, boolean leads) {
		this.flights = flights;
		this.found = found;
		this.load = load;
		this.leads = leads;
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
	 * Waits for the load.
	 * @return the masked value
	 * @throws LoadFailure if it failed
	 * @throws IllegalStateException if this thread was interrupted, or would wait for
	 * itself
	 * @throws CancellationException if the caller that loads gave up
	 */
	public Object await() throws LoadFailure {
		Object value;
		try {
			value = this.flights.await(this.load);
		}
		catch (LoadFailure ex) {
			if (ex.reason() instanceof InterruptedException || ex.reason() instanceof LoadCircleException) {
				throw new IllegalStateException("This thread must not wait for the load", ex.reason());
			}
			throw ex;
		}
		if (value == null) {
			throw gaveUp();
		}
		return this.flights.served(value);
	}

	/**
	 * Waits for the load without blocking.
	 * @return a future of this caller's own, of the unmasked value
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // a result is never exceptional
	public CompletableFuture<@Nullable Object> future() {
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		this.load.result().thenAccept((outcome) -> {
			if (!(outcome instanceof Load.Failed failed)) {
				answer.complete(Masked.unmask(this.flights.served(outcome)));
			}
			else {
				answer.completeExceptionally(failed.abandoned() ? gaveUp() : failed.reason());
			}
		});
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
	 * none
	 */
	public @Nullable StoredValue fail(Throwable reason, boolean abandon) {
		if (!this.ended.compareAndSet(false, true)) {
			return null;
		}
		Object instead = this.flights.ends().fail(this.load, reason, abandon);
		if (instead == null) {
			return null;
		}
		Object value = this.flights.served(instead);
		return (instead instanceof Load.Stale stale) ? stale.stored() : new StoredValue(value, false, 0, 0);
	}

}
