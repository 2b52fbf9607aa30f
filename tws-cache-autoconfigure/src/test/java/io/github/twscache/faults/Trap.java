package io.github.twscache.faults;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fails one call of many: put it into code of the user's, then have each call fail in
 * turn.
 */
public final class Trap {

	private final AtomicInteger calls = new AtomicInteger();

	/** The call to fail, 0 for none. */
	private volatile int target;

	private volatile boolean sprung;

	private volatile Throwable failure = Fault.UNCHECKED.make();

	/** Has a call from now on fail, the first being 1. */
	public void arm(int call, Throwable reason) {
		this.calls.set(0);
		this.sprung = false;
		this.failure = reason;
		this.target = call;
	}

	/** Lets all calls pass, and tells whether one has failed. */
	public boolean disarm() {
		this.target = 0;
		return this.sprung;
	}

	/** The call itself. */
	public void step() {
		if (this.target > 0 && this.calls.incrementAndGet() == this.target) {
			this.sprung = true;
			throw Fault.raise(this.failure);
		}
	}

}
