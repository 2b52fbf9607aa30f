package io.github.twscache.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Ends the engine's own threads.
 */
final class Threads {

	private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(5);

	private Threads() {
	}

	/** Wakes a parked thread that has been told to end, and waits for its end. */
	static void end(@Nullable Thread thread) {
		if (thread == null || thread == Thread.currentThread()) {
			return;
		}
		LockSupport.unpark(thread);
		try {
			thread.join(PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
