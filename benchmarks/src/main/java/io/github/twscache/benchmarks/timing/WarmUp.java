package io.github.twscache.benchmarks.timing;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Does for a moment what is going to be measured, in one thread: beside many the compiler
 * gets no processor, and most of a short trial would be interpreted.
 */
public final class WarmUp {

	private WarmUp() {
	}

	/**
	 * Warms up.
	 * @param duration for how long
	 * @param operation takes the number of the call, from 0
	 */
	public static void alone(Duration duration, IntConsumer operation) {
		long start = System.nanoTime();
		int number = 0;
		while (System.nanoTime() - start < duration.toNanos()) {
			for (int i = 0; i < 1000; i++) {
				operation.accept(number++);
			}
		}
	}

}
