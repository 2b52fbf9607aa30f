package io.github.twscache.benchmarks.growth;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link GrowthRun} with tiny sizes.
 */
class GrowthRunTests {

	@TempDir
	private Path directory;

	@Test
	void measuresEveryOperation() {
		GrowthRun.main(new String[] { "smoke", this.directory.toString() });
		List<Measurement> figures = new ResultFile(this.directory.resolve("growth.json")).read();
		assertThat(figures).allSatisfy((figure) -> assertThat(figure.value()).isPositive());
		for (String scenario : List.of("get", "put", "insert")) {
			assertThat(figures).filteredOn((figure) -> figure.scenario().equals(scenario))
				.extracting((figure) -> figure.subject() + " " + figure.parameters().get("shards") + " "
						+ figure.parameters().get("threads"))
				.containsExactlyInAnyOrder("tws 1 1", "tws 1 2", "tws 8 1", "tws 8 2", "caffeine none 1",
						"caffeine none 2");
		}
	}

}
