package io.github.twscache.benchmarks.growth;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link CleanupRun} with tiny sizes.
 */
class CleanupRunTests {

	@TempDir
	private Path directory;

	@Test
	void measuresAgainstStoredAndExpired() {
		CleanupRun.main(new String[] { "smoke", this.directory.toString() });
		List<Measurement> figures = new ResultFile(this.directory.resolve("cleanup.json")).read();
		assertThat(figures).allSatisfy((figure) -> assertThat(figure.value()).isPositive());
		assertThat(expired(figures, "stored")).containsExactly("1000 of 1000", "1000 of 2000");
		assertThat(expired(figures, "expired")).containsExactly("1000 of 2000", "20 of 2000");
		assertThat(expired(figures, "rewritten")).containsExactly("20 of 2000");
	}

	private static List<String> expired(List<Measurement> figures, String scenario) {
		return figures.stream()
			.filter((figure) -> figure.subject().equals("baseline") && figure.scenario().equals(scenario))
			.map((figure) -> figure.parameters().get("expired") + " of " + figure.parameters().get("stored"))
			.toList();
	}

}
