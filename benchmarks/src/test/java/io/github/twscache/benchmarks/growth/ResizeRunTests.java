package io.github.twscache.benchmarks.growth;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link ResizeRun} with tiny sizes.
 */
class ResizeRunTests {

	@TempDir
	private Path directory;

	@Test
	void noReadFailsAndHalfOfTheEntriesMove() {
		ResizeRun.main(new String[] { "smoke", this.directory.toString() });
		List<Measurement> figures = new ResultFile(this.directory.resolve("resize.json")).read();
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("failed-reads"))
			.singleElement()
			.satisfies((figure) -> assertThat(figure.value()).isZero());
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("moved-share"))
			.hasSize(2)
			.allSatisfy((figure) -> assertThat(figure.value()).isBetween(40.0, 60.0));
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("read-p99.9"))
			.extracting((figure) -> figure.parameters().get("phase"))
			.containsExactly("calm", "resize");
	}

}
