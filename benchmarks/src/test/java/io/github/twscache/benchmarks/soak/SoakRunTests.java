package io.github.twscache.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link SoakRun} for a moment. Heap and latencies of so short a run mean nothing.
 */
class SoakRunTests {

	private static final long SEED = 42;

	@TempDir
	private Path directory;

	@Test
	void countersAgreeAndNoLockAndNoLoadStaysBehind() throws IOException {
		List<Finding> findings = new SoakRun(Duration.ZERO, Duration.ofMillis(100), 2000, SEED, Judge.LEAST_SAMPLES)
			.run(this.directory);
		assertThat(findings).filteredOn((finding) -> finding.promise().equals("none, ever"))
			.hasSize(2)
			.allSatisfy((finding) -> assertThat(finding.failure()).isEmpty());
		List<Measurement> figures = new ResultFile(this.directory.resolve("soak.json")).read();
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("entries"))
			.hasSize(2)
			.allSatisfy((figure) -> assertThat(figure.value()).isBetween(3000.0, 5000.0));
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("operations"))
			.allSatisfy((figure) -> assertThat(figure.value()).isPositive());
		assertThat(Files.readString(this.directory.resolve("soak.md"))).contains("10 windows",
				"| heap after a collection |", "| P99 latency |", "| none, ever | yes |");
	}

}
