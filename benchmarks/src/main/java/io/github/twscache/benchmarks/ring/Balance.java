package io.github.twscache.benchmarks.ring;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * How evenly keys are spread over shards.
 *
 * @param maxToMean the largest share, divided by the mean one
 * @param variation the standard deviation of the shares, divided by their mean
 */
record Balance(double maxToMean, double variation) {

	static Balance of(int[] hashes, int shards, IntUnaryOperator shardOf) {
		long[] owned = new long[shards];
		for (int hash : hashes) {
			owned[shardOf.applyAsInt(hash)]++;
		}
		return of(owned);
	}

	static Balance of(long[] owned) {
		double mean = (double) Arrays.stream(owned).sum() / owned.length;
		double squares = 0;
		double largest = 0;
		for (long number : owned) {
			double difference = (double) number - mean;
			squares += difference * difference;
			largest = Math.max(largest, (double) number);
		}
		return new Balance(largest / mean, Math.sqrt(squares / owned.length) / mean);
	}

}
