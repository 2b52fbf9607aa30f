package io.github.twscache.benchmarks.throughput;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A long row of keys to ask for, drawn beforehand, so that a measurement draws none. Each
 * call with the same numbers gives the same row.
 */
public final class KeyStream {

	/** How skewed the popularity of keys is, where it is skewed. */
	public static final double EXPONENT = 0.99;

	/** How often each key would be drawn if all were drawn alike. */
	private static final int DRAWS_PER_KEY = 16;

	private static final long SEED = 0x5DEECE66DL;

	private final String[] keys;

	/** The keys again, the most popular first. */
	private final String[] byRank;

	private final int[] ranks;

	private KeyStream(int numKeys, double exponent) {
		SplittableRandom random = new SplittableRandom(SEED);
		this.keys = new String[numKeys];
		for (int i = 0; i < numKeys; i++) {
			this.keys[i] = "key-" + i;
		}
		this.byRank = shuffled(this.keys, random);
		this.ranks = new int[Integer.highestOneBit(numKeys * DRAWS_PER_KEY)];
		double[] shares = cumulativeShares(numKeys, exponent);
		int[] least = leastRanks(shares);
		for (int i = 0; i < this.ranks.length; i++) {
			double drawn = random.nextDouble();
			int rank = least[(int) (drawn * numKeys)];
			while (shares[rank] <= drawn && rank < numKeys - 1) {
				rank++;
			}
			this.ranks[i] = rank;
		}
	}

	/**
	 * Draws by a scrambled Zipf law: which keys are the popular ones is up to chance.
	 * @param numKeys the number of keys
	 * @return the row
	 */
	public static KeyStream zipf(int numKeys) {
		return new KeyStream(numKeys, EXPONENT);
	}

	/**
	 * Draws all keys alike.
	 * @param numKeys the number of keys
	 * @return the row
	 */
	public static KeyStream uniform(int numKeys) {
		return new KeyStream(numKeys, 0);
	}

	/**
	 * Gives each key once.
	 * @return the keys
	 */
	public String[] keys() {
		return this.keys.clone();
	}

	/**
	 * Gives the row.
	 * @return a power of two of keys, the same objects as {@link #keys()}
	 */
	public String[] row() {
		return Arrays.stream(this.ranks).mapToObj((rank) -> this.byRank[rank]).toArray(String[]::new);
	}

	/**
	 * Gives the row in keys that are equal, but other objects with characters of their
	 * own, one for each key.
	 * @return a power of two of keys whose hashes are cached already
	 */
	public String[] equalRow() {
		Set<String> hashed = new LinkedHashSet<>();
		for (String key : this.byRank) {
			hashed.add(new String(key.toCharArray()));
		}
		String[] equals = hashed.toArray(String[]::new);
		return Arrays.stream(this.ranks).mapToObj((rank) -> equals[rank]).toArray(String[]::new);
	}

	private static String[] shuffled(String[] keys, SplittableRandom random) {
		String[] shuffled = keys.clone();
		for (int i = shuffled.length - 1; i > 0; i--) {
			int other = random.nextInt(i + 1);
			String key = shuffled[i];
			shuffled[i] = shuffled[other];
			shuffled[other] = key;
		}
		return shuffled;
	}

	/** For each part of the range of a draw, the rank to begin the search at. */
	private static int[] leastRanks(double[] shares) {
		int[] least = new int[shares.length];
		int rank = 0;
		for (int part = 0; part < least.length; part++) {
			while (shares[rank] <= part / (double) least.length && rank < shares.length - 1) {
				rank++;
			}
			least[part] = rank;
		}
		return least;
	}

	private static double[] cumulativeShares(int numKeys, double exponent) {
		double[] shares = new double[numKeys];
		double sum = 0;
		for (int rank = 0; rank < numKeys; rank++) {
			sum += 1 / Math.pow(rank + 1, exponent);
			shares[rank] = sum;
		}
		for (int rank = 0; rank < numKeys; rank++) {
			shares[rank] /= sum;
		}
		return shares;
	}

}
