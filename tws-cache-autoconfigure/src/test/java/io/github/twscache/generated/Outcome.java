package io.github.twscache.generated;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a load ends.
 *
 * @param value the value it makes
 * @param failure tells its failure from others; {@code null} for a load that ends well
 */
record Outcome(@Nullable Value value, @Nullable Predicate<Throwable> failure) {

	static Outcome of(@Nullable Value value) {
		return new Outcome(value, null);
	}

	/** A failure that reaches the callers as it is. */
	static Outcome failure(Throwable expected) {
		return new Outcome(null, (reason) -> reason == expected);
	}

	/** A failure the cache has to make itself. */
	static Outcome failure(Class<? extends Throwable> expected) {
		return new Outcome(null, expected::isInstance);
	}

	boolean isValue() {
		return this.failure == null;
	}

	/** Checks what a caller got: a value, or the reason why not. */
	void check(@Nullable Value got, @Nullable Throwable reason) {
		if (this.failure == null) {
			assertThat(reason).as("failure of a load that ends well").isNull();
			assertThat(got).as("value of a load").isEqualTo(this.value);
		}
		else {
			assertThat(reason).as("failure of a load that fails, which gave %s", got).isNotNull();
			assertThat(this.failure.test(reason)).as("failure of a load is the loader's own: %s", reason).isTrue();
		}
	}

	/** Checks what a future says, which has to be complete. */
	void check(CompletableFuture<@Nullable Value> answer) {
		assertThat(answer).as("answer of a load that has ended").isDone();
		Throwable reason = answer.handle((value, failed) -> failed).join();
		check((reason == null) ? answer.join() : null, reason);
	}

}
