package io.github.twscache.spring.loading;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.github.twscache.CacheLoadException;
import io.github.twscache.LoadNotSharedException;
import io.github.twscache.LoadTicket;

/**
 * The load of another caller, for one who waits for it.
 */
final class OthersLoad {

	/*
	 * Spring's way is to invoke the method, so nothing of ours may keep a caller from
	 * that: where he must not or cannot wait, or the load came to what is not for him, he
	 * goes alone. He waits again only for a load that was given up, so that one of those
	 * who waited leads the next; and where there are time-outs, which hold for him alone
	 * too.
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
			return Awaited.value(this.asked.await());
		}
		catch (CancellationException ex) {
			return Awaited.ASK_AGAIN;
		}
		catch (LoadNotSharedException ex) {
			return notShared();
		}
		catch (CacheLoadException ex) {
			return failed(reason(ex));
		}
		catch (IllegalStateException ex) {
			this.invocation.goesSpringsWay(SpringsWay.Reason.CIRCLE);
			return Awaited.GO_ALONE;
		}
	}

	/** Waits without blocking; the future never fails. */
	@SuppressWarnings("FutureReturnValueIgnored") // only watched
	CompletableFuture<Awaited> future() {
		CompletableFuture<Awaited> answer = new CompletableFuture<>();
		this.asked.future().whenComplete((value, failure) -> {
			// This caller goes on in the thread of another, whose interrupt is not his.
			boolean interrupted = Thread.interrupted();
			try {
				answer.complete((failure != null) ? ended(failure) : Awaited.value(value));
			}
			finally {
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		});
		return answer;
	}

	/** As the future has it: the very failure, not what {@link #await} throws. */
	private Awaited ended(Throwable failure) {
		if (failure instanceof CancellationException) {
			return Awaited.ASK_AGAIN;
		}
		return (failure instanceof LoadNotSharedException) ? notShared() : failed(failure);
	}

	private Awaited notShared() {
		return this.view.named().loadsApart() ? Awaited.ASK_AGAIN : Awaited.GO_ALONE;
	}

	private Awaited failed(Throwable reason) {
		// That a cache was closed is no failure of the method.
		return this.view.named().isClosed() ? Awaited.GO_ALONE : Awaited.failure(reason);
	}

	/** Gives what the method threw, out of what the cache made of it. */
	static Throwable reason(Throwable ex) {
		Throwable cause = ex.getCause();
		return (ex instanceof CacheLoadException && cause != null) ? cause : ex;
	}

}
