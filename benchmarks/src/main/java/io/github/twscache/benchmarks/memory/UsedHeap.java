package io.github.twscache.benchmarks.memory;

import java.lang.management.ManagementFactory;

/**
 * Asks the JVM how much of its heap is in use.
 */
final class UsedHeap {

	/** Objects with finalizers and references that are queued take more than one. */
	private static final int LEAST_COLLECTIONS = 3;

	private static final int MOST_COLLECTIONS = 10;

	private static final long NOISE = 4096;

	private UsedHeap() {
	}

	/**
	 * Collects garbage until it makes no difference any more.
	 * @return the bytes in use
	 */
	static long bytes() {
		long before = Long.MAX_VALUE;
		for (int i = 0; i < MOST_COLLECTIONS; i++) {
			System.gc();
			long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
			if (i >= LEAST_COLLECTIONS && Math.abs(before - used) < NOISE) {
				return used;
			}
			before = used;
		}
		return before;
	}

}
