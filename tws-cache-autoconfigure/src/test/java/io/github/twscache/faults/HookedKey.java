package io.github.twscache.faults;

/**
 * A key that runs code of the test whenever it is asked for its hash code, or whether it
 * is equal.
 *
 * @param number makes it equal to others
 * @param code its hash code
 * @param onHash runs before each {@code hashCode}
 * @param onEquals runs before each {@code equals}
 */
public record HookedKey(int number, int code, Runnable onHash, Runnable onEquals) {

	/** A hook that does nothing. */
	public static final Runnable NOTHING = () -> {
	};

	@Override
	public boolean equals(Object other) {
		this.onEquals.run();
		return other instanceof HookedKey key && key.number == this.number && key.code == this.code;
	}

	@Override
	public int hashCode() {
		this.onHash.run();
		return this.code;
	}

	@Override
	public String toString() {
		return "key " + this.number + " of hash code " + this.code;
	}

}
