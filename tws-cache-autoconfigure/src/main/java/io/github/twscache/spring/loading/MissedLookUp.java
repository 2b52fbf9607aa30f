package io.github.twscache.spring.loading;

import java.util.concurrent.CompletableFuture;

import io.github.twscache.LoadTicket;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * Goes on after a look-up that missed: finds out whether this invocation has to load, or
 * takes what another caller's load comes to.
 */
final class MissedLookUp {

	private final Invocation invocation;

	private final LoadView view;

	private final Object key;

	MissedLookUp(Invocation invocation, LoadView view, Object key) {
		this.invocation = invocation;
		this.view = view;
		this.key = key;
	}

	/**
	 * Waits in this thread.
	 * @return the value that another caller's load came to, or {@code null} if this
	 * invocation has to load
	 * @throws ThrowableWrapper with the failure of another caller's load
	 */
	@Nullable ValueWrapper await() {
		LoadTicket<Object> asked = this.view.ask(this.key, this.invocation.mayShare(true));
		while (true) {
			if (asked == null || LoadView.isLoad(asked)) {
				return null;
			}
			if (asked.role() == LoadTicket.Role.FOUND) {
				return new SimpleValueWrapper(asked.value());
			}
			Awaited awaited = new OthersLoad(this.invocation, this.view, asked).await();
			switch (awaited.next()) {
				case TAKE_VALUE -> {
					return new SimpleValueWrapper(awaited.value());
				}
				case TAKE_FAILURE -> throw new ThrowableWrapper(awaited.requireFailure());
				case GO_ALONE -> asked = this.view.askAgain(asked, false);
				case ASK_AGAIN -> asked = this.view.askAgain(asked, true);
			}
		}
	}

	/**
	 * Waits without blocking.
	 * @return a future of the {@link ValueWrapper} of what another caller's load comes
	 * to, of {@code null} if this invocation has to load after all; or {@code null} if it
	 * has to at once
	 */
	@Nullable CompletableFuture<?> future() {
		LoadTicket<Object> asked = this.view.ask(this.key, this.invocation.mayShare(false));
		if (asked == null || LoadView.isLoad(asked)) {
			return null;
		}
		if (asked.role() == LoadTicket.Role.FOUND) {
			return CompletableFuture.completedFuture(new SimpleValueWrapper(asked.value()));
		}
		CompletableFuture<@Nullable ValueWrapper> answer = new CompletableFuture<>();
		await(asked, answer);
		return answer;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it never fails
	private void await(LoadTicket<Object> asked, CompletableFuture<@Nullable ValueWrapper> answer) {
		new OthersLoad(this.invocation, this.view, asked).future().thenAccept((awaited) -> {
			switch (awaited.next()) {
				case TAKE_VALUE -> answer.complete(new SimpleValueWrapper(awaited.value()));
				// As a value, since a failed look-up would go to the error handler.
				case TAKE_FAILURE -> answer.complete(new FailedValue(awaited.requireFailure()));
				case ASK_AGAIN -> askAgain(asked, true, answer);
				case GO_ALONE -> askAgain(asked, false, answer);
			}
		});
	}

	/** Not in the caller's thread any more: he may have left the invocation. */
	private void askAgain(LoadTicket<Object> before, boolean shared, CompletableFuture<@Nullable ValueWrapper> answer) {
		this.invocation.ledger().begin();
		try {
			LoadTicket<Object> asked = this.view.askAgain(before, shared);
			if (asked == null || LoadView.isLoad(asked)) {
				// Spring invokes the method before this returns.
				answer.complete(null);
			}
			else if (asked.role() == LoadTicket.Role.FOUND) {
				answer.complete(new SimpleValueWrapper(asked.value()));
			}
			else {
				await(asked, answer);
			}
		}
		catch (RuntimeException | Error ex) {
			// There is no caller here to throw at.
			answer.complete(new FailedValue(ex));
		}
		finally {
			this.invocation.ledger().end();
		}
	}

	/**
	 * A look-up's answer that throws when Spring unwraps it.
	 *
	 * @param reason what it throws
	 */
	private record FailedValue(Throwable reason) implements ValueWrapper {

		@Override
		public @Nullable Object get() {
			throw FailedValue.<RuntimeException>unchecked(this.reason);
		}

		@SuppressWarnings("unchecked")
		private static <E extends Throwable> E unchecked(Throwable reason) throws E {
			throw (E) reason;
		}

	}

}
