package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.results.Measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Leads of hit ratios.
 */
class HitRatioClaimTests {

	private final Figures figures = new Figures(
			List.of(measured("a:100", "tws", "1", 52), measured("a:100", "tws", "default", 51),
					measured("a:100", "caffeine", "-", 50), measured("b:100", "tws", "1", 29),
					measured("b:100", "tws", "default", 28), measured("b:100", "caffeine", "-", 30)));

	@Test
	void meanIsOverAllCells() {
		Reading one = new HitRatioClaim("trace", "1", true).read(this.figures);
		assertThat(one.value()).isCloseTo(0.5, within(1e-9));
		assertThat(one.note()).isEqualTo("2 cells");
		assertThat(one.rival()).isEqualTo("40.00 % in the mean");
		assertThat(new HitRatioClaim("trace", "default", true).read(this.figures).value()).isCloseTo(-0.5,
				within(1e-9));
	}

	@Test
	void lowestCellIsNamed() {
		Reading lowest = new HitRatioClaim("trace", "default", false).read(this.figures);
		assertThat(lowest.value()).isCloseTo(-2, within(1e-9));
		assertThat(lowest.note()).isEqualTo("b:100, lowest of 2");
	}

	@Test
	void samplesGiveTheRange() {
		Measurement own = Measurement.median("hit-ratio", "a:1", "tws", Map.of("kind", "trace", "shards", "1"),
				List.of(50.0, 51.0, 53.0), "percent");
		Reading reading = new HitRatioClaim("trace", "1", true)
			.read(new Figures(List.of(own, measured("a:1", "caffeine", "-", 50))));
		assertThat(List.of(reading.low(), reading.value(), reading.high())).containsExactly(0.0, 1.0, 3.0);
	}

	@Test
	void otherKindIsNotMeasured() {
		assertThatExceptionOfType(NotMeasuredException.class)
			.isThrownBy(() -> new HitRatioClaim("synthetic", "1", true).read(this.figures))
			.withMessageContaining("synthetic");
	}

	private static Measurement measured(String cell, String subject, String shards, double percent) {
		return Measurement.of("hit-ratio", cell, subject, Map.of("kind", "trace", "shards", shards), percent,
				"percent");
	}

}
