package io.github.twscache.benchmarks.baseline;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link BaselineRun} with tiny sizes.
 */
class BaselineRunTests {

	@TempDir
	private Path directory;

	@Test
	void measuresBothSidesInEveryScenario() {
		BaselineRun.main(new String[] { "smoke", this.directory.toString() });
		List<Measurement> figures = new ResultFile(this.directory.resolve("baseline.json")).read();
		for (String subject : List.of("tws", "baseline")) {
			for (String scenario : List.of("get", "set", "mixed")) {
				assertThat(figures)
					.filteredOn((figure) -> figure.subject().equals(subject) && figure.scenario().equals(scenario))
					.extracting((figure) -> figure.parameters().get("figure"))
					.containsExactlyInAnyOrder("throughput", "p99", "contention");
			}
			assertThat(figures)
				.filteredOn((figure) -> figure.subject().equals(subject) && figure.scenario().equals("cleanup"))
				.singleElement()
				.satisfies((figure) -> assertThat(figure.value()).isPositive());
		}
		assertThat(figures).filteredOn((figure) -> "throughput".equals(figure.parameters().get("figure")))
			.allSatisfy((figure) -> assertThat(figure.value()).isPositive());
	}

}
