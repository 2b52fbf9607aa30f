package io.github.twscache.spring.loading;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What waiting for another caller's load came to.
 *
 * @param next what the caller does now
 * @param value the value, where there is one
 * @param failure the failure, where there is one
 */
record Awaited(Next next, @Nullable Object value, @Nullable Throwable failure) {

	/** The load was given up: one of those who waited leads the next. */
	static final Awaited ASK_AGAIN = new Awaited(Next.ASK_AGAIN, null, null);

	/** There is nothing to wait for, or it was not for this caller. */
	static final Awaited GO_ALONE = new Awaited(Next.GO_ALONE, null, null);

	/**
	 * What a caller does who has waited.
	 */
	enum Next {

		TAKE_VALUE, TAKE_FAILURE, ASK_AGAIN, GO_ALONE

	}

	static Awaited value(@Nullable Object value) {
		return new Awaited(Next.TAKE_VALUE, value, null);
	}

	static Awaited failure(Throwable failure) {
		return new Awaited(Next.TAKE_FAILURE, null, failure);
	}

	Throwable requireFailure() {
		return Objects.requireNonNull(this.failure);
	}

}
