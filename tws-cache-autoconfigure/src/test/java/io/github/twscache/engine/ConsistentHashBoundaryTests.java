package io.github.twscache.engine;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@Timeout(30)
class ConsistentHashBoundaryTests {

	@ParameterizedTest
	@CsvSource({ "2, 0.92, 1.08", "8, 0.90, 1.13", "64, 0.80, 1.21", "4096, 0.69, 1.35" })
	void sharesAreThoseOfTheDocumentation(int shards, double smallest, double largest) {
		ConsistentHash ring = ConsistentHash.of(shards);
		double[] shares = new double[shards];
		Arrays.setAll(shares, (shard) -> ring.share(shard) * shards);
		Arrays.sort(shares);
		assertThat(shares[0]).isCloseTo(smallest, within(0.0051));
		assertThat(shares[shards - 1]).isCloseTo(largest, within(0.0051));
	}

	@Test
	void ringsOfUpToSixtyFourShardsAreKept() {
		assertThat(ConsistentHash.of(64)).isSameAs(ConsistentHash.of(64));
		assertThat(ConsistentHash.of(65)).isNotSameAs(ConsistentHash.of(65));
		assertThat(ConsistentHash.of(65).shards()).isEqualTo(65);
	}

	@Test
	void ringHasTheMostShardsThatAreAllowed() {
		ConsistentHash ring = ConsistentHash.of(ConsistentHash.MAX_SHARDS);
		assertThat(ring.shards()).isEqualTo(ConsistentHash.MAX_SHARDS);
		boolean[] owners = new boolean[ConsistentHash.MAX_SHARDS];
		for (int high = 0; high < 1 << 22; high++) {
			owners[ring.shardOf(high << 10)] = true;
		}
		for (boolean owner : owners) {
			assertThat(owner).isTrue();
		}
	}

	@Test
	void bothEndsOfTheHashesHaveAnOwner() {
		for (int shards : new int[] { 1, 2, 7, 64, 1000 }) {
			ConsistentHash ring = ConsistentHash.of(shards);
			for (int hash : new int[] { 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE }) {
				assertThat(ring.shardOf(hash)).isBetween(0, shards - 1);
			}
		}
	}

	@Test
	void noPartIsMoreThanOneAboveItsShareOrBelowIt() {
		for (int shards : new int[] { 1, 3, 8, 64 }) {
			ConsistentHash ring = ConsistentHash.of(shards);
			for (long capacity = 0; capacity < 3000; capacity += 7) {
				long[] parts = ring.divide(capacity);
				for (int shard = 0; shard < shards; shard++) {
					long exact = (long) (capacity * ring.share(shard));
					assertThat(parts[shard]).as("%d in %d", capacity, shards).isBetween(exact, exact + 1);
				}
			}
		}
	}

	@Test
	void whatIsLeftOverGoesToTheFirstShards() {
		long[] parts = ConsistentHash.of(8).divide(3);
		assertThat(parts).startsWith(1, 1, 1).endsWith(0, 0, 0, 0, 0);
	}

}
