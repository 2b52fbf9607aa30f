package io.github.twscache.benchmarks.timing;

import io.github.twscache.Ticker;

/**
 * A clock that stands still until it is moved, so that nothing has to wait for expiry.
 */
public final class SettableTicker implements Ticker {

	private volatile long nanos = 1_000_000_000L;

	@Override
	public long read() {
		return this.nanos;
	}

	/**
	 * Moves the time on; for one thread only.
	 * @param newNanos the new time
	 */
	public void set(long newNanos) {
		this.nanos = newNanos;
	}

}
