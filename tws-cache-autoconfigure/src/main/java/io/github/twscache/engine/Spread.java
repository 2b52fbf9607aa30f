package io.github.twscache.engine;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Spreads hash codes over all 32 bits, seeded per process so that nobody can prepare keys
 * for one bucket. Ring slots use the high bits of the result, table buckets and first
 * level slots the low ones, the sketch and the ghosts a second mix of all of them.
 */
public final class Spread {

	private static final int SEED = ThreadLocalRandom.current().nextInt();

	private Spread() {
	}

	/**
	 * Hashes a key. The mixing function is "lowbias32" of Chris Wellons' hash prospector.
	 * @param key the key
	 * @return its hash
	 */
	public static int hash(Object key) {
		int hash = key.hashCode() ^ SEED;
		hash = (hash ^ (hash >>> 16)) * 0x7feb352d;
		hash = (hash ^ (hash >>> 15)) * 0x846ca68b;
		return hash ^ (hash >>> 16);
	}

	/**
	 * Stretches a hash to 64 bits, each depending on all of it (SplitMix64's finalizer).
	 * @param hash a hash
	 * @return 64 mixed bits
	 */
	static long stretch(int hash) {
		long mixed = hash * 0x9e3779b97f4a7c15L;
		mixed = (mixed ^ (mixed >>> 32)) * 0xbf58476d1ce4e5b9L;
		return mixed ^ (mixed >>> 29);
	}

}
