package io.github.twscache.generated;

import java.util.SplittableRandom;

/**
 * Draws what a case is made of: the same seed draws the same.
 */
final class Dice {

	private final SplittableRandom random;

	Dice(long seed) {
		this.random = new SplittableRandom(seed);
	}

	int below(int bound) {
		return this.random.nextInt(bound);
	}

	boolean chance(int percent) {
		return below(100) < percent;
	}

	@SafeVarargs
	final <T> T one(T... choices) {
		return choices[below(choices.length)];
	}

}
