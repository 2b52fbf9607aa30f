package io.github.twscache.benchmarks.timing;

/**
 * What a thread does over and over.
 */
@FunctionalInterface
public interface Operation {

	/**
	 * Does it once.
	 * @param number how often this thread has done it before
	 * @return anything that depends on the result, so that no compiler leaves it out
	 */
	long run(long number);

}
