package io.github.twscache.benchmarks.workload;

/**
 * Turns numbers into keys that show no order: neighbours are far apart, and no two
 * numbers make the same key.
 */
final class Keys {

	/** The numbers of a family: 0 to this, exclusive. */
	static final int FAMILY_SIZE = 1 << 26;

	private Keys() {
	}

	/**
	 * Makes a key. The mixing function is "lowbias32" of Chris Wellons' hash prospector,
	 * which is a bijection.
	 * @param family 0 to 63: families have no key in common
	 * @param number 0 to {@link #FAMILY_SIZE}, exclusive
	 * @return the key
	 */
	static int of(int family, int number) {
		int mixed = family * FAMILY_SIZE + number;
		mixed = (mixed ^ (mixed >>> 16)) * 0x7feb352d;
		mixed = (mixed ^ (mixed >>> 15)) * 0x846ca68b;
		return mixed ^ (mixed >>> 16);
	}

}
