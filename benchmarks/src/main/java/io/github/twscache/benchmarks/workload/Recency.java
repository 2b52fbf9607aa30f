package io.github.twscache.benchmarks.workload;

import java.util.SplittableRandom;

/**
 * Draws keys that were new a short while ago: one request in five is for a new key, the
 * others are for one made before, the longer ago the less often (exponentially, half the
 * capacity ago in the mean).
 */
final class Recency {

	private static final double NEW_SHARE = 0.2;

	private final int family;

	private final double meanAge;

	private final SplittableRandom random;

	private int made;

	Recency(int family, int capacity, SplittableRandom random) {
		this.family = family;
		this.meanAge = capacity / 2.0;
		this.random = random;
	}

	int next() {
		int age = (int) (-StrictMath.log(1 - this.random.nextDouble()) * this.meanAge);
		if (this.random.nextDouble() < NEW_SHARE || age >= this.made) {
			return Keys.of(this.family, this.made++);
		}
		return Keys.of(this.family, this.made - 1 - age);
	}

}
