package io.github.twscache.engine;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class ConsistentHashTests {

	private static final int SAMPLES = 200_000;

	@Test
	void oneShardOwnsEverything() {
		ConsistentHash ring = ConsistentHash.of(1);
		assertThat(ring.shards()).isOne();
		assertThat(ring.share(0)).isEqualTo(1);
		assertThat(hashes().map(ring::shardOf)).allMatch((shard) -> shard == 0);
	}

	@Test
	void numberOfShardsHasBounds() {
		for (int wrong : new int[] { 0, -1, ConsistentHash.MAX_SHARDS + 1, Integer.MIN_VALUE }) {
			assertThatIllegalArgumentException().isThrownBy(() -> ConsistentHash.of(wrong))
				.withMessageContaining(String.valueOf(wrong));
		}
	}

	@Test
	void sameRingIsGivenToAll() {
		assertThat(ConsistentHash.of(8)).isSameAs(ConsistentHash.of(8));
		ConsistentHash large = ConsistentHash.of(500);
		ConsistentHash again = ConsistentHash.of(500);
		assertThat(hashes().allMatch((hash) -> large.shardOf(hash) == again.shardOf(hash))).isTrue();
	}

	@Test
	void hashesAreSpreadEvenlyAndAsTheSharesSay() {
		for (int shards : new int[] { 2, 3, 8, 17, 64 }) {
			ConsistentHash ring = ConsistentHash.of(shards);
			int[] owned = new int[shards];
			hashes().forEach((hash) -> owned[ring.shardOf(hash)]++);
			for (int shard = 0; shard < shards; shard++) {
				double share = (double) owned[shard] / SAMPLES;
				assertThat(share * shards).as("shard %d of %d", shard, shards).isBetween(0.65, 1.35);
				assertThat(Math.abs(ring.share(shard) - share)).isLessThan(0.01);
			}
		}
	}

	@Test
	void sharesAddUpToOneAndNoneIsEmpty() {
		for (int shards : new int[] { 1, 5, 8, 100, 1000, ConsistentHash.MAX_SHARDS }) {
			ConsistentHash ring = ConsistentHash.of(shards);
			double sum = 0;
			for (int shard = 0; shard < shards; shard++) {
				assertThat(ring.share(shard)).isPositive();
				sum += ring.share(shard);
			}
			assertThat(sum).isBetween(0.999999, 1.000001);
		}
	}

	@Test
	void oneMoreShardTakesItsShareFromAllAndNobodyElseGains() {
		for (int shards : new int[] { 1, 2, 7, 8, 15, 16, 31, 63, 64, 127 }) {
			ConsistentHash before = ConsistentHash.of(shards);
			ConsistentHash after = ConsistentHash.of(shards + 1);
			long moved = hashes().filter((hash) -> before.shardOf(hash) != after.shardOf(hash)).count();
			assertThat(hashes().filter((hash) -> before.shardOf(hash) != after.shardOf(hash)))
				.allMatch((hash) -> after.shardOf(hash) == shards);
			assertThat((double) moved / SAMPLES * (shards + 1)).as("%d shards", shards).isBetween(0.7, 1.3);
		}
	}

	@Test
	void manyMoreShardsMoveOnlyWhatTheNewOnesOwn() {
		for (int[] change : new int[][] { { 2, 64 }, { 8, 9 }, { 8, 12 }, { 5, 1000 } }) {
			ConsistentHash few = ConsistentHash.of(change[0]);
			ConsistentHash many = ConsistentHash.of(change[1]);
			assertThat(hashes().filter((hash) -> many.shardOf(hash) < change[0]))
				.allMatch((hash) -> few.shardOf(hash) == many.shardOf(hash));
		}
	}

	@Test
	void capacityIsDividedByTheSharesAndNothingIsLost() {
		for (int shards : new int[] { 1, 3, 8, 64, 1000 }) {
			ConsistentHash ring = ConsistentHash.of(shards);
			for (long capacity : new long[] { 0, 1, 7, 1000, 10_000, 1L << 40, Long.MAX_VALUE >> 1 }) {
				long[] parts = ring.divide(capacity);
				assertThat(parts).hasSize(shards);
				assertThat(Arrays.stream(parts).sum()).as("%d in %d", capacity, shards).isEqualTo(capacity);
				assertThat(Arrays.stream(parts).allMatch((part) -> part >= 0)).isTrue();
			}
			long[] parts = ring.divide(1_000_000);
			for (int shard = 0; shard < shards; shard++) {
				assertThat((double) parts[shard]).isBetween(1_000_000 * ring.share(shard) - 1,
						1_000_000 * ring.share(shard) + shards);
			}
		}
	}

	private static Stream<Integer> hashes() {
		return new SplittableRandom(11).ints(SAMPLES).boxed();
	}

}
