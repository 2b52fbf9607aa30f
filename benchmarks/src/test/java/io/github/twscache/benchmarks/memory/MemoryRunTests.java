package io.github.twscache.benchmarks.memory;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;
import io.github.twscache.benchmarks.rivals.Rival;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs {@link MemoryRun} with tiny sizes.
 */
class MemoryRunTests {

	@TempDir
	private Path directory;

	@Test
	void measuresEveryCacheBothWays() {
		MemoryRun.main(new String[] { "smoke", this.directory.toString() });
		List<Measurement> figures = new ResultFile(this.directory.resolve("memory.json")).read();
		assertThat(figures).hasSize(2 * Rival.values().length)
			.allSatisfy((figure) -> assertThat(figure.unit()).isEqualTo("bytes"));
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("jol"))
			.extracting(Measurement::subject)
			.containsExactlyElementsOf(List.of(Rival.values()).stream().map(Rival::id).toList());
		assertThat(figures).filteredOn((figure) -> figure.scenario().equals("jol"))
			.allSatisfy((figure) -> assertThat(figure.value()).isBetween(30.0, 200.0));
	}

}
