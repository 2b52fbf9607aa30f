package io.github.twscache.spring;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import io.github.twscache.CachedValue;
import io.github.twscache.LoadTicket;
import org.jspecify.annotations.Nullable;

/**
 * The load of a caller in a transaction, who may see, or lock, what is not committed: he
 * runs it himself, waits for nobody, and has nobody wait.
 */
final class LoadAlone {

	private final LoadTicket<Object> ticket;

	/**
	 * Creates a load.
	 * @param ticket of a load that nobody joins
	 */
	LoadAlone(LoadTicket<Object> ticket) {
		this.ticket = ticket;
	}

	/** Gives the value, or the last one if the loader fails and that is kept. */
	@Nullable Object get(Callable<?> loader) throws Exception {
		if (this.ticket.role() == LoadTicket.Role.FOUND) {
			return this.ticket.value();
		}
		Object value;
		try {
			value = loader.call();
		}
		catch (Throwable ex) {
			CachedValue<Object> stale = failed(ex, wasInterrupted(ex));
			if (stale == null) {
				throw ex;
			}
			return stale.value();
		}
		this.ticket.store(value);
		return value;
	}

	/** Gives a future of the same. */
	@SuppressWarnings("FutureReturnValueIgnored") // only watched
	CompletableFuture<@Nullable Object> start(Supplier<? extends CompletableFuture<?>> loader) {
		if (this.ticket.role() == LoadTicket.Role.FOUND) {
			return CompletableFuture.completedFuture(this.ticket.value());
		}
		CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
		try {
			CompletableFuture<?> future = loader.get();
			this.ticket.detach();
			future.whenComplete((value, failure) -> end(answer, value, failure));
		}
		catch (Throwable ex) {
			fail(answer, ex, wasInterrupted(ex));
		}
		return answer;
	}

	private void end(CompletableFuture<@Nullable Object> answer, @Nullable Object value, @Nullable Throwable failure) {
		if (failure != null) {
			Throwable cause = failure.getCause();
			Throwable reason = (failure instanceof CompletionException && cause != null) ? cause : failure;
			fail(answer, reason, reason instanceof CancellationException);
			return;
		}
		this.ticket.store(value);
		answer.complete(value);
	}

	private void fail(CompletableFuture<@Nullable Object> answer, Throwable reason, boolean gaveUp) {
		CachedValue<Object> stale = failed(reason, gaveUp);
		if (stale != null) {
			answer.complete(stale.value());
		}
		else {
			answer.completeExceptionally(reason);
		}
	}

	private @Nullable CachedValue<Object> failed(Throwable reason, boolean gaveUp) {
		if (gaveUp) {
			this.ticket.abandon();
			return null;
		}
		return this.ticket.fail(reason);
	}

	private static boolean wasInterrupted(Throwable reason) {
		if (reason instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return Thread.currentThread().isInterrupted();
	}

}
