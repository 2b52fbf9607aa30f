package io.github.twscache.benchmarks.replay;

import java.util.Arrays;

import io.github.twscache.benchmarks.rivals.RivalCache;

/**
 * A stream of requests, ready to be replayed against one cache after the other.
 */
final class Replay {

	/*
	 * Keys are salted: each is combined with the same number by exclusive or, which
	 * changes hash codes, but not which requests are for the same key. A cache that seeds
	 * its hash function per process meets another seed that way; without it, the luck of
	 * one seed would be taken for the policy's.
	 */

	private final Integer[] keys;

	private Replay(Integer[] keys) {
		this.keys = keys;
	}

	/**
	 * Prepares a stream.
	 * @param requests the keys, in order
	 * @param salt changes the hash codes; 0 leaves them alone
	 * @return the stream
	 */
	static Replay of(int[] requests, int salt) {
		return new Replay(Arrays.stream(requests).mapToObj((key) -> key ^ salt).toArray(Integer[]::new));
	}

	/**
	 * Gives the salt of a round.
	 * @param round the number of the round
	 * @return 0 for the first round, another number for each other
	 */
	static int salt(int round) {
		return round * 0x9e3779b9;
	}

	/**
	 * Replays the stream: looks each key up, and stores it if it is missing.
	 * @param cache an empty cache
	 * @return the share of requests that found their key, in percent
	 */
	double hitRatio(RivalCache<Integer, Integer> cache) {
		int hits = 0;
		for (Integer key : this.keys) {
			if (cache.get(key) != null) {
				hits++;
			}
			else {
				cache.put(key, key);
			}
		}
		return 100.0 * hits / this.keys.length;
	}

	/**
	 * Replays the stream against an empty cache of a contender.
	 * @param contender whose cache
	 * @param capacity the most entries
	 * @return the hit ratio in percent
	 */
	double hitRatio(Contender contender, int capacity) {
		try (RivalCache<Integer, Integer> cache = contender.create(capacity)) {
			return hitRatio(cache);
		}
	}

}
