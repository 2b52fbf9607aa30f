package io.github.twscache.generated;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * An asynchronous load that a later step ends.
 */
final class OpenLoad {

	final Ticket ticket;

	/** What the loader returned. */
	final CompletableFuture<@Nullable Value> source;

	/** What its caller got, {@code null} once the caller has cancelled it. */
	@Nullable CompletableFuture<@Nullable Value> answer;

	OpenLoad(Ticket ticket, CompletableFuture<@Nullable Value> source, CompletableFuture<@Nullable Value> answer) {
		this.ticket = ticket;
		this.source = source;
		this.answer = answer;
	}

}
