package io.github.twscache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Does something after a while, unless it is called off.
 */
final class Alarm {

	/*
	 * The JDK's own timer thread completes the future, and must not be held up. An alarm
	 * that is called off is completed, not cancelled: only then do all JDKs take it out
	 * of the timer's queue.
	 */

	private final CompletableFuture<Boolean> rings = new CompletableFuture<>();

	private Alarm() {
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the action sees to its own failures
	static Alarm after(long nanos, Executor executor, Runnable action) {
		Alarm alarm = new Alarm();
		alarm.rings.thenAccept((rings) -> {
			if (rings) {
				run(executor, action);
			}
		});
		alarm.rings.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
		return alarm;
	}

	private static void run(Executor executor, Runnable action) {
		try {
			executor.execute(action);
		}
		catch (Throwable ex) {
			// It was closed, or there is no thread to be had.
			ForkJoinPool.commonPool().execute(action);
		}
	}

	void callOff() {
		this.rings.complete(false);
	}

}
