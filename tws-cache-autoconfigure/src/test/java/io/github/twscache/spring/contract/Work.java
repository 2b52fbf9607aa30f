package io.github.twscache.spring.contract;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What the annotated methods do when they run: they count, and answer or fail as a test
 * wants.
 */
final class Work {

	private final AtomicInteger calls = new AtomicInteger();

	private volatile boolean nothing;

	private volatile @Nullable Throwable failure;

	/** Has methods return {@code null}, or the like of it, from now on. */
	void answersNothing() {
		this.nothing = true;
	}

	/** Has methods fail from now on. */
	void fails(Throwable with) {
		this.failure = with;
	}

	/** Has methods answer {@code run n} again. */
	void recovers() {
		this.nothing = false;
		this.failure = null;
	}

	int calls() {
		return this.calls.get();
	}

	@Nullable String run() throws Exception {
		int call = this.calls.incrementAndGet();
		Throwable thrown = this.failure;
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof Exception exception) {
			throw exception;
		}
		return this.nothing ? null : "run " + call;
	}

}
