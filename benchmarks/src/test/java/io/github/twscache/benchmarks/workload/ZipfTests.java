package io.github.twscache.benchmarks.workload;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class ZipfTests {

	private static final int DRAWS = 200_000;

	@Test
	void ranksAreDrawnAsTheLawSays() {
		for (double exponent : new double[] { 0, 0.8, 0.99, 1, 1.2 }) {
			int[] drawn = new int[10];
			Zipf zipf = new Zipf(10, exponent, 1);
			for (int i = 0; i < DRAWS; i++) {
				drawn[zipf.nextRank()]++;
			}
			double weights = 0;
			for (int rank = 0; rank < 10; rank++) {
				weights += Math.pow(rank + 1, -exponent);
			}
			for (int rank = 0; rank < 10; rank++) {
				assertThat((double) drawn[rank] / DRAWS).as("rank %d, exponent %s", rank, exponent)
					.isCloseTo(Math.pow(rank + 1, -exponent) / weights, within(0.005));
			}
		}
	}

	@Test
	void keysAreScrambledAndAsManyAsThereAreItems() {
		Zipf zipf = new Zipf(100, 0.5, 1);
		Set<Integer> keys = new HashSet<>();
		for (int i = 0; i < DRAWS; i++) {
			keys.add(zipf.next());
		}
		assertThat(keys).hasSize(100);
		assertThat(keys).filteredOn((key) -> keys.contains(key + 1)).isEmpty();
	}

	@Test
	void seedDecidesTheSequence() {
		assertThat(ranks(7)).isEqualTo(ranks(7)).isNotEqualTo(ranks(8));
	}

	@Test
	void argumentsHaveBounds() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Zipf(0, 1, 1)).withMessageContaining("items");
		assertThatIllegalArgumentException().isThrownBy(() -> new Zipf(5, -0.1, 1)).withMessageContaining("-0.1");
		assertThatIllegalArgumentException().isThrownBy(() -> new Zipf(5, Double.NaN, 1)).withMessageContaining("NaN");
	}

	private static int[] ranks(long seed) {
		Zipf zipf = new Zipf(1000, 0.99, seed);
		int[] ranks = new int[100];
		for (int i = 0; i < ranks.length; i++) {
			ranks[i] = zipf.nextRank();
		}
		return ranks;
	}

}
