package io.github.twscache.sample.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Chooses items as people do: few of them very often, most of them seldom. The item of
 * rank r is chosen with a probability in proportion to {@code 1 / r^0.99}.
 *
 * @param <T> type of the items
 */
final class ZipfChoice<T> {

	private static final double EXPONENT = 0.99;

	private final List<T> byRank;

	private final double[] cumulated;

	/**
	 * Creates a choice.
	 * @param items what to choose from
	 * @param seed seed of the order of rank
	 */
	ZipfChoice(List<T> items, long seed) {
		List<T> shuffled = new ArrayList<>(items);
		Collections.shuffle(shuffled, new Random(seed));
		this.byRank = List.copyOf(shuffled);
		this.cumulated = new double[items.size()];
		double sum = 0;
		for (int rank = 1; rank <= this.cumulated.length; rank++) {
			sum += 1 / Math.pow(rank, EXPONENT);
			this.cumulated[rank - 1] = sum;
		}
	}

	T next(RandomGenerator random) {
		double point = random.nextDouble() * this.cumulated[this.cumulated.length - 1];
		int found = Arrays.binarySearch(this.cumulated, point);
		return this.byRank.get((found >= 0) ? found : -found - 1);
	}

}
