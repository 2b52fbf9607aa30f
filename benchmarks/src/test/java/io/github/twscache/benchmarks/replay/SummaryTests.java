package io.github.twscache.benchmarks.replay;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.results.Measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SummaryTests {

	@Test
	void leadIsOverCaffeineOnTheSameStream() {
		List<Summary> summaries = Summary.of(List.of(ratio("a:1", "tws", "1", 52), ratio("a:1", "tws", "default", 50),
				ratio("a:1", "caffeine", "-", 51), ratio("b:1", "tws", "1", 31), ratio("b:1", "tws", "default", 28),
				ratio("b:1", "caffeine", "-", 27)));
		assertThat(summaries).containsExactly(new Summary("trace", "tws/1", 2, 41.5, 2.5, "a:1", 1),
				new Summary("trace", "tws/default", 2, 39, 0, "a:1", -1),
				new Summary("trace", "caffeine", 2, 39, 0, "a:1", 0));
		assertThat(summaries.get(1)).asString().contains("+0.00", "-1.00 at a:1");
	}

	@Test
	void streamWithoutCaffeineIsRefused() {
		List<Measurement> alone = List.of(ratio("a:1", "tws", "1", 52));
		assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(alone)).withMessageContaining("a:1");
	}

	private static Measurement ratio(String scenario, String subject, String shards, double value) {
		return Measurement.of("hit-ratio", scenario, subject, Map.of("kind", "trace", "shards", shards), value,
				"percent");
	}

}
