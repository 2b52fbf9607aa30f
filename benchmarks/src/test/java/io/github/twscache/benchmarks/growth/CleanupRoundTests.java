package io.github.twscache.benchmarks.growth;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.twscache.benchmarks.rivals.Rival;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CleanupRound}, which itself checks that as many entries go as should.
 */
class CleanupRoundTests {

	@ParameterizedTest
	@CsvSource({ "1000, 1, false", "1000, 500, false", "1000, 1000, false", "777, 5, true", "1000, 1000, true" })
	void timesEachCacheEachRound(int stored, int expired, boolean rewritten) {
		Map<Rival, List<Double>> samples = new CleanupRound(stored, expired, rewritten)
			.measure(List.of(Rival.TWS, Rival.CAFFEINE, Rival.BASELINE), 2);
		assertThat(samples).containsOnlyKeys(Rival.TWS, Rival.CAFFEINE, Rival.BASELINE);
		assertThat(samples.values()).allSatisfy(
				(nanos) -> assertThat(nanos).hasSize(2).allSatisfy((sample) -> assertThat(sample).isPositive()));
	}

}
