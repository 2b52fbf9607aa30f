package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A load that is under way.
 */
final class Ticket {

	/**
	 * A caller that found the load under way.
	 */
	static final class Joiner {

		/**
		 * What its own loader makes, if the load it joined is abandoned; {@code null} for
		 * one without a loader, who is told so.
		 */
		final @Nullable Value value;

		boolean called;

		CompletableFuture<@Nullable Value> answer = new CompletableFuture<>();

		Joiner(Value value) {
			this.value = value;
		}

		Joiner(CompletableFuture<@Nullable Value> answer) {
			this.value = null;
			this.answer = answer;
		}

	}

	final Key key;

	final List<Joiner> joiners = new ArrayList<>();

	/** The entry whose value it loads anew; {@code null} for all but a refresh. */
	@Nullable Held refreshed;

	/** Whether it goes on until a later step ends it. */
	boolean pending;

	/** Whether the key was changed since, so that nothing is stored. */
	boolean outdated;

	Ticket(Key key) {
		this.key = key;
	}

}
