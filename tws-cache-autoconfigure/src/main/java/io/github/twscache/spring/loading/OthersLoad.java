package io.github.twscache.spring.loading;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.github.twscache.CacheLoadException;
import io.github.twscache.LoadTicket;
import io.github.twscache.LoadTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The load of another caller, for one who waits for it.
 */
final class OthersLoad {

	/*
	 * Spring's way is to invoke the method, so nothing of ours may keep a caller from that:
	 * where he must not or cannot wait, or the load came to what is not for him, he goes
	 * alone. He waits again only for a load that was given up. A time-out is his own.
	 */

	private final Invocation invocation;

	private final LoadView view;

	private final LoadTicket<Object> asked;

	OthersLoad(Invocation invocation, LoadView view, LoadTicket<Object> asked) {
		this.invocation = invocation;
		this.view = view;
		this.asked = asked;
	}

	/** Waits in this thread. */
	Awaited await() {
		try {
			return ofValue(this.asked.await());
		}
		catch (CancellationException ex) {
			return Awaited.ASK_AGAIN;
		}
		catch (CacheLoadException ex) {
			return ofFailure(reason(ex));
		}
		catch (IllegalStateException ex) {
			this.invocation.goesSpringsWay(SpringsWay.Reason.CIRCLE);
			return Awaited.GO_ALONE;
		}
	}

	/** Waits without blocking; the future never fails. */
	CompletableFuture<Awaited> future() {
		return this.asked.future().handle((value, failure) -> {
			if (failure == null) {
				return ofValue(value);
			}
			return (failure instanceof CancellationException) ? Awaited.ASK_AGAIN : ofFailure(reason(failure));
		});
	}

	private Awaited ofValue(@Nullable Object value) {
		boolean mayTake = Leader.mayTakeValue(this.asked.attachment(), this.invocation.origin());
		return mayTake ? Awaited.value(value) : Awaited.GO_ALONE;
	}

	private Awaited ofFailure(Throwable reason) {
		if (reason instanceof LoadTimeoutException) {
			return Awaited.failure(reason);
		}
		boolean mayTake = !this.view.named().isClosed()
				&& Leader.mayTakeFailure(this.asked.attachment(), this.invocation.origin());
		return mayTake ? Awaited.failure(reason) : Awaited.GO_ALONE;
	}

	/** Gives what the method threw, out of what the cache made of it. */
	static Throwable reason(Throwable ex) {
		Throwable cause = ex.getCause();
		return (ex instanceof CacheLoadException && cause != null) ? cause : ex;
	}

}
