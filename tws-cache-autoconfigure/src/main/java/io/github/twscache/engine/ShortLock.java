package io.github.twscache.engine;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held for moments only, so that whoever finds it taken tries again for a
 * while before going to sleep: being woken takes longer than most holds.
 */
class ShortLock extends ReentrantLock {

	private static final long serialVersionUID = 1L;

	/** On one processor nobody could release the lock meanwhile. */
	private static final int TRIES = (Runtime.getRuntime().availableProcessors() > 1) ? 64 : 0;

	/** Takes the lock, which was found taken a moment ago. */
	final void lockSoon() {
		for (int i = 0; i < TRIES; i++) {
			Thread.onSpinWait();
			if (!isLocked() && tryLock()) {
				return;
			}
		}
		lock();
	}

}
