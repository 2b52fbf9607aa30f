package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.results.Measurement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables with all figures.
 */
class FigureTableTests {

	@Test
	void scenarioWithSeveralRowsHasATable() {
		Results jdk17 = results(17, measured("read", "caffeine", 8, 25e6), measured("read", "tws", 8, 100e6),
				measured("read", "tws", 2, 50e6), measured("put", "tws", 2, 5e6));
		Results jdk25 = results(25, measured("read", "tws", 2, 60e6));
		assertThat(new FigureTable("throughput", "tws", Set.of()).of(List.of(jdk17, jdk25))).isEqualTo("""
				`read`

				| threads | JDK | tws | caffeine |
				|---|---|---|---|
				| 2 | 17 | 50.0 Mops/s | |
				| 2 | 25 | 60.0 Mops/s | |
				| 8 | 17 | 100 Mops/s | 25.0 Mops/s (0.25) |

				`put`

				| threads | JDK | tws |
				|---|---|---|
				| 2 | 17 | 5.00 Mops/s |
				""");
	}

	@Test
	void scenariosOfOneRowShareATable() {
		Results jdk17 = results(17, hitRatio("loop:512", "tws", "1", 49.5), hitRatio("loop:512", "tws", "default", 48),
				hitRatio("loop:512", "caffeine", "-", 49), hitRatio("oltp:250", "tws", "1", 25));
		assertThat(new FigureTable("hit-ratio", "caffeine", Set.of("shards")).of(List.of(jdk17))).isEqualTo("""
				| scenario | kind | JDK | tws, shards 1 | tws, shards default | caffeine |
				|---|---|---|---|---|---|
				| `loop:512` | trace | 17 | 49.50 % (+0.50) | 48.00 % (-1.00) | 49.00 % |
				| `oltp:250` | trace | 17 | 25.00 % | | |
				""");
	}

	@Test
	void setWithoutFiguresSaysSo() {
		assertThat(new FigureTable("spring", "tws", Set.of()).of(List.of(results(17)))).isEqualTo("Not measured.\n");
	}

	private static Results results(int feature, Measurement... measurements) {
		return new Results(feature, new Figures(List.of(measurements)), List.of());
	}

	private static Measurement measured(String scenario, String subject, int threads, double value) {
		return Measurement.of("throughput", scenario, subject, Map.of("threads", threads), value, "ops/s");
	}

	private static Measurement hitRatio(String cell, String subject, String shards, double value) {
		return Measurement.of("hit-ratio", cell, subject, Map.of("kind", "trace", "shards", shards), value, "percent");
	}

}
