package io.github.twscache.benchmarks.throughput;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link KeyStream}.
 */
class KeyStreamTests {

	private static final int NUM_KEYS = 1024;

	@Test
	void rowIsAPowerOfTwoOfTheKeys() {
		KeyStream stream = KeyStream.zipf(1000);
		assertThat(stream.row()).hasSize(8192);
		assertThat(stream.keys()).doesNotHaveDuplicates().hasSize(1000).contains(stream.row());
	}

	@Test
	void rowIsTheSameEachTime() {
		assertThat(KeyStream.zipf(NUM_KEYS).row()).isEqualTo(KeyStream.zipf(NUM_KEYS).row());
	}

	@Test
	void zipfFollowsTheLaw() {
		String[] row = KeyStream.zipf(NUM_KEYS).row();
		double harmonic = 0;
		for (int rank = 1; rank <= NUM_KEYS; rank++) {
			harmonic += 1 / Math.pow(rank, KeyStream.EXPONENT);
		}
		long[] counts = countsByRank(row);
		assertThat(counts[0] / (double) row.length).isCloseTo(1 / harmonic, within(0.01));
		assertThat(counts[1] / (double) row.length).isCloseTo(1 / harmonic / Math.pow(2, KeyStream.EXPONENT),
				within(0.01));
		assertThat(Arrays.stream(counts).limit(100).sum() / (double) row.length).isBetween(0.6, 0.75);
	}

	@Test
	void popularKeysAreNotThoseMadeFirst() {
		KeyStream stream = KeyStream.zipf(NUM_KEYS);
		Map<String, Long> counts = counts(stream.row());
		long first = Arrays.stream(stream.keys()).limit(100).mapToLong((key) -> counts.getOrDefault(key, 0L)).sum();
		assertThat(first).isLessThan(stream.row().length / 2);
	}

	@Test
	void uniformDrawsAllAlike() {
		long[] counts = countsByRank(KeyStream.uniform(NUM_KEYS).row());
		assertThat(counts).hasSize(NUM_KEYS);
		assertThat(counts[0]).isLessThan(48);
	}

	@Test
	@SuppressWarnings("ReferenceEquality") // is the point
	void equalRowHasEqualKeysThatAreOthers() {
		KeyStream stream = KeyStream.zipf(NUM_KEYS);
		String[] row = stream.row();
		String[] equal = stream.equalRow();
		assertThat(equal).isEqualTo(row);
		assertThat(IntStream.range(0, row.length).filter((i) -> equal[i] == row[i])).isEmpty();
	}

	private static long[] countsByRank(String[] row) {
		return counts(row).values().stream().mapToLong((count) -> -count).sorted().map((count) -> -count).toArray();
	}

	private static Map<String, Long> counts(String[] row) {
		return Arrays.stream(row).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

}
