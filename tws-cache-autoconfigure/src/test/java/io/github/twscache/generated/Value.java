package io.github.twscache.generated;

import org.jspecify.annotations.Nullable;

/**
 * A value, stored once in a case, so that an old one shows. It says what a weigher makes
 * of it.
 *
 * @param id tells it from other values
 * @param weight its weight, or how its weigher fails
 */
record Value(int id, int weight) {

	/** What a read answers on a miss if it is asked to. */
	static final Value ABSENT = new Value(-1, 1);

	/** A weight that is refused. */
	static final int NEGATIVE = -1;

	/** Has the weigher throw an exception. */
	static final int THROWS = -2;

	/** Has the weigher throw an error. */
	static final int THROWS_ERROR = -3;

	private static final int WEIGHT_OF_NULL = 2;

	static int weigh(@Nullable Value value) {
		if (value == null) {
			return WEIGHT_OF_NULL;
		}
		if (value.weight == THROWS) {
			throw new IllegalStateException("a weigher that fails on purpose");
		}
		if (value.weight == THROWS_ERROR) {
			throw new LinkageError("a weigher that fails on purpose");
		}
		return value.weight;
	}

	/** Tells what to expect from storing the value where values are weighed. */
	@Nullable Class<? extends Throwable> refusal() {
		return switch (this.weight) {
			case NEGATIVE -> IllegalArgumentException.class;
			case THROWS -> IllegalStateException.class;
			case THROWS_ERROR -> LinkageError.class;
			default -> null;
		};
	}

	@Override
	public String toString() {
		String weighed = switch (this.weight) {
			case 1 -> "";
			case THROWS -> " (weigher throws)";
			case THROWS_ERROR -> " (weigher throws an error)";
			default -> " (weight " + this.weight + ")";
		};
		return "v" + this.id + weighed;
	}

}
