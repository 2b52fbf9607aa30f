package io.github.twscache.fuzzing;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance that can be repeated: the same seed makes the same choices.
 */
final class Dice {

	private static final List<Long> EDGES = List.of(0L, 1L, -1L, 2L, 255L, 256L, 257L, 4096L, 4097L, 1L << 20,
			(1L << 20) + 1, 1L << 24, (1L << 24) + 1, (long) Integer.MAX_VALUE, Integer.MAX_VALUE + 1L,
			(long) Integer.MIN_VALUE, Long.MAX_VALUE >> 1, (Long.MAX_VALUE >> 1) + 1, Long.MAX_VALUE, Long.MIN_VALUE,
			1_000_000_000L, 9_223_372_036L, 9_223_372_037L, 9_223_372_036_854L);

	private final SplittableRandom random;

	Dice(long seed) {
		this.random = new SplittableRandom(seed);
	}

	boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	/** A number from 0 to below a bound. */
	int below(int bound) {
		return this.random.nextInt(bound);
	}

	/** A number from the one to the other, both included. */
	int between(int least, int most) {
		return this.random.nextInt(least, most + 1);
	}

	<T> T pick(List<T> from) {
		return from.get(below(from.size()));
	}

	/** A number at the edge of some range, or of any size. */
	long number() {
		return chance(.5) ? pick(EDGES) : this.random.nextLong() >> below(Long.SIZE);
	}

	byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
