package io.github.twscache.benchmarks.soak;

import java.lang.management.ManagementFactory;

import io.github.twscache.benchmarks.timing.LatencyHistogram;

/**
 * What was seen after one window of load, while nobody called the caches and they were
 * full.
 *
 * @param heapBytes the heap in use after a collection
 * @param threads the threads of the JVM
 * @param entries the entries of the caches
 * @param keyLocks the key locks that a cleanup has left
 * @param loads the records of loads that somebody still refers to
 * @param operations what callers did in the window
 * @param p50Nanos the median latency of the window
 * @param p99Nanos its 99th percentile
 * @param p999Nanos its 99.9th percentile
 */
record Sample(long heapBytes, long threads, long entries, long keyLocks, long loads, long operations, long p50Nanos,
		long p99Nanos, long p999Nanos) {

	/** The engine's class of key locks. */
	static final String KEY_LOCK = "io.github.twscache.engine.KeyLock$Held";

	/** The engine's class of loads under way. */
	static final String LOAD = "io.github.twscache.engine.Load";

	/**
	 * Looks at the JVM.
	 * @param before what was there before the run, of other caches of this JVM
	 * @param entries the entries of the caches
	 * @param operations what callers did in the window
	 * @param latencies how long each took
	 * @return the sample
	 */
	static Sample take(LiveObjects before, long entries, long operations, LatencyHistogram latencies) {
		long heap = heapAfterCollection();
		LiveObjects objects = LiveObjects.now();
		return new Sample(heap, ManagementFactory.getThreadMXBean().getThreadCount(), entries,
				objects.more(before, KEY_LOCK), objects.more(before, LOAD), operations, latencies.percentile(50),
				latencies.percentile(99), latencies.percentile(99.9));
	}

	private static long heapAfterCollection() {
		System.gc();
		// References that the first one has queued are let go of by now.
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
