package io.github.twscache.benchmarks.workload;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws keys by Zipf's law: the key of rank r is asked for in proportion to 1 /
 * r^exponent. Ranks are scrambled, so that popular keys are no neighbours. Not
 * thread-safe.
 */
public final class Zipf {

	/*
	 * By a table of the cumulative distribution and a binary search: exact for every
	 * exponent, where the usual formula of YCSB [1] only approximates and fails at 1.
	 *
	 * [1] Gray et al., Quickly Generating Billion-Record Synthetic Databases, SIGMOD 1994
	 */

	private static final int FAMILY = 0;

	private final double[] cumulative;

	private final SplittableRandom random;

	/**
	 * Makes a generator.
	 * @param items the number of keys, at least 1
	 * @param exponent how skewed, 0 for evenly
	 * @param seed the same seed gives the same sequence
	 */
	public Zipf(int items, double exponent, long seed) {
		if (items < 1 || items > Keys.FAMILY_SIZE) {
			throw new IllegalArgumentException("items must be from 1 to " + Keys.FAMILY_SIZE + ", not " + items);
		}
		if (!(exponent >= 0) || Double.isInfinite(exponent)) {
			throw new IllegalArgumentException("exponent must be 0 or more, not " + exponent);
		}
		this.cumulative = new double[items];
		this.random = new SplittableRandom(seed);
		double sum = 0;
		for (int i = 0; i < items; i++) {
			sum += StrictMath.pow(i + 1, -exponent);
			this.cumulative[i] = sum;
		}
	}

	/**
	 * Draws a key.
	 * @return the next key
	 */
	public int next() {
		return Keys.of(FAMILY, nextRank());
	}

	/**
	 * Draws a rank.
	 * @return the next rank, 0 for the most popular
	 */
	public int nextRank() {
		double drawn = this.random.nextDouble() * this.cumulative[this.cumulative.length - 1];
		int found = Arrays.binarySearch(this.cumulative, drawn);
		// A step belongs to the rank above it, as the draw excludes its upper end.
		int rank = (found >= 0) ? found + 1 : -found - 1;
		return Math.min(rank, this.cumulative.length - 1);
	}

}
