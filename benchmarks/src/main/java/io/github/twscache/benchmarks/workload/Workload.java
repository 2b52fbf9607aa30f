package io.github.twscache.benchmarks.workload;

/**
 * A kind of traffic, from which streams of requests are made.
 */
public interface Workload {

	/**
	 * Gives the name in results.
	 * @return lower case, with hyphens
	 */
	String name();

	/**
	 * Makes a stream of requests. The same arguments give the same stream.
	 * @param capacity the capacity of the caches to be compared, at least 16: loops,
	 * scans and hot sets are in proportion to it
	 * @param length the number of requests
	 * @return the keys that are asked for, in order
	 */
	int[] requests(int capacity, int length);

	/**
	 * Gives a length that lets each part of any workload recur often enough.
	 * @param capacity the capacity of the caches
	 * @return a number of requests
	 */
	static int usualLength(int capacity) {
		return Math.max(200_000, Math.multiplyExact(100, capacity));
	}

}
