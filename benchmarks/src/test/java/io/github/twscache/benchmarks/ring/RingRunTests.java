package io.github.twscache.benchmarks.ring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

class RingRunTests {

	@Test
	void ringIsComparedWithModuloAndTheIdeal(@TempDir Path folder) {
		RingRun.main(new String[] { "smoke", folder.toString() });
		List<Measurement> measurements = new ResultFile(folder.resolve("ring.json")).read();
		assertThat(measurements).allMatch((measured) -> measured.set().equals("ring"));

		Map<String, String> most = Map.of("shards", "8", "figure", "max-to-mean");
		assertThat(value(measurements, "balance", "ideal", most)).isOne();
		assertThat(value(measurements, "balance", "tws", most)).isBetween(1.02, 1.35);
		assertThat(value(measurements, "balance", "modulo", most)).isBetween(1.0, 1.15);

		Map<String, String> oneMore = Map.of("shards", "8", "to", "9");
		assertThat(value(measurements, "moved", "ideal", oneMore)).isEqualTo(100.0 / 9);
		assertThat(value(measurements, "moved", "tws", oneMore)).isBetween(7.0, 17.0);
		assertThat(value(measurements, "moved", "modulo", oneMore)).isBetween(85.0, 92.0);

		for (String way : LookUp.WAYS) {
			assertThat(value(measurements, "look-up", way, Map.of("shards", "64"))).isPositive();
		}
	}

	private static double value(List<Measurement> measurements, String scenario, String subject,
			Map<String, String> parameters) {
		return measurements.stream()
			.filter((measured) -> measured.scenario().equals(scenario))
			.filter((measured) -> measured.subject().equals(subject))
			.filter((measured) -> measured.parameters().equals(parameters))
			.findFirst()
			.orElseThrow()
			.value();
	}

}
