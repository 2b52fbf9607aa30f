package io.github.twscache.benchmarks.ring;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TreeMapRingTests {

	@Test
	void oneMoreShardTakesKeysFromOthersAndNobodyElseGains() {
		TreeMapRing before = new TreeMapRing(8);
		TreeMapRing after = new TreeMapRing(9);
		int moved = 0;
		for (int hash : new SplittableRandom(3).ints(50_000).toArray()) {
			int owner = after.shardOf(hash);
			assertThat(owner).isIn(before.shardOf(hash), 8);
			moved += (owner == 8) ? 1 : 0;
		}
		assertThat(moved / 50_000.0).isBetween(0.05, 0.19);
	}

	@Test
	void hashBeyondTheLastPointBelongsToTheFirst() {
		TreeMapRing ring = new TreeMapRing(8);
		assertThat(ring.shardOf(Integer.MAX_VALUE)).isEqualTo(ring.shardOf(Integer.MIN_VALUE));
	}

}
