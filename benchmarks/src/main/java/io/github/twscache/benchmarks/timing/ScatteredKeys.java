package io.github.twscache.benchmarks.timing;

/**
 * Makes keys whose hash codes show no order, as those of strings and identifiers do.
 * Integers counted up would lie in a hash map in the order they were made in, so that
 * whoever walks the map walks memory in order too.
 */
public final class ScatteredKeys {

	private ScatteredKeys() {
	}

	/**
	 * Makes different keys.
	 * @param number how many
	 * @return the keys, the same each time
	 */
	public static Integer[] of(int number) {
		Integer[] keys = new Integer[number];
		for (int i = 0; i < number; i++) {
			keys[i] = mix(i);
		}
		return keys;
	}

	/** The finalizer of MurmurHash3, which makes different numbers of different ones. */
	private static int mix(int number) {
		int mixed = number;
		mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
		mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
		return mixed ^ (mixed >>> 16);
	}

}
