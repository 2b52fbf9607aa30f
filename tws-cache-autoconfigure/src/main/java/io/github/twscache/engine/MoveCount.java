package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the steps by which entries or capacity pass from shard to shard, so that a sum
 * over the shards can tell that none was under way and nothing was counted twice.
 */
final class MoveCount {

	private final AtomicLong begun = new AtomicLong();

	private final AtomicLong ended = new AtomicLong();

	/** Call with the locks held, before anything changes. */
	void begin() {
		this.begun.incrementAndGet();
	}

	/** Call when the locks are released. */
	void end() {
		this.ended.incrementAndGet();
	}

	/** Gives a stamp for {@link #isUnchanged}, or -1 if a step is under way. */
	long stamp() {
		long ends = this.ended.get();
		return (this.begun.get() == ends) ? ends : -1;
	}

	boolean isUnchanged(long stamp) {
		return this.begun.get() == stamp;
	}

}
