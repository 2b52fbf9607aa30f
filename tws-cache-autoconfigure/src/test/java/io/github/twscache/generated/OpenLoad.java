package io.github.twscache.generated;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A load that a later step ends: an asynchronous one, or a refresh.
 */
final class OpenLoad {

	final Ticket ticket;

	/** What the loader returned, or waits for. */
	final CompletableFuture<@Nullable Value> source;

	/** Whether the loader waits for the source, in a thread of the cache. */
	final boolean blocks;

	/**
	 * What its caller got, {@code null} once the caller has cancelled it, and for a
	 * refresh, whose caller has the value of before.
	 */
	@Nullable CompletableFuture<@Nullable Value> answer;

	OpenLoad(Ticket ticket, CompletableFuture<@Nullable Value> source, CompletableFuture<@Nullable Value> answer) {
		this(ticket, source, false, answer);
	}

	private OpenLoad(Ticket ticket, CompletableFuture<@Nullable Value> source, boolean blocks,
			@Nullable CompletableFuture<@Nullable Value> answer) {
		this.ticket = ticket;
		this.source = source;
		this.blocks = blocks;
		this.answer = answer;
	}

	static OpenLoad refresh(Ticket ticket, CompletableFuture<@Nullable Value> source, boolean blocks) {
		return new OpenLoad(ticket, source, blocks, null);
	}

}
