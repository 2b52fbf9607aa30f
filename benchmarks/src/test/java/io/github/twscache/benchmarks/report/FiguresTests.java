package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.results.Measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Looking figures up.
 */
class FiguresTests {

	private final Figures figures = new Figures(
			List.of(measured("read", "tws", 2, "on", 100), measured("read", "tws", 8, "on", 110),
					measured("read", "tws", 8, "off", 120), measured("read", "caffeine", 2, "on", 20)));

	@Test
	void figureIsFoundByTheParametersThatMatter() {
		assertThat(this.figures.get(Cell.of("throughput", "read", "tws", "threads", "2")).value()).isEqualTo(100);
		assertThat(this.figures.get(Cell.of("throughput", "read", "tws", "statistics", "off")).value()).isEqualTo(120);
	}

	@Test
	void otherParametersAreNamedIfTheFigureIsMissing() {
		assertThatExceptionOfType(NotMeasuredException.class)
			.isThrownBy(() -> this.figures.get(Cell.of("throughput", "read", "caffeine", "threads", "8")))
			.withMessage("No figure throughput/read of caffeine{threads=8}; "
					+ "there is it with [{statistics=on, threads=2}]");
	}

	@Test
	void whatThereIsIsNamedIfTheFigureIsMissing() {
		assertThatExceptionOfType(NotMeasuredException.class)
			.isThrownBy(() -> this.figures.get(Cell.of("throughput", "read", "guava")))
			.withMessageEndingWith("there are subjects [tws, caffeine]");
		assertThatExceptionOfType(NotMeasuredException.class)
			.isThrownBy(() -> this.figures.get(Cell.of("throughput", "write", "tws")))
			.withMessageEndingWith("there are scenarios [read]");
		assertThatExceptionOfType(NotMeasuredException.class)
			.isThrownBy(() -> this.figures.get(Cell.of("spring", "read", "tws")))
			.withMessageEndingWith("there are sets [throughput]");
	}

	@Test
	void severalFiguresAreAMistake() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.figures.get(Cell.of("throughput", "read", "tws", "threads", "8")))
			.withMessageContaining("2 figures")
			.withMessageContaining("statistics=off");
	}

	@Test
	void parameterNeedsAValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cell.of("throughput", "read", "tws", "threads"))
			.withMessageContaining("threads");
	}

	private static Measurement measured(String scenario, String subject, int threads, String statistics, double value) {
		return Measurement.of("throughput", scenario, subject, Map.of("threads", threads, "statistics", statistics),
				value, "ops/s");
	}

}
