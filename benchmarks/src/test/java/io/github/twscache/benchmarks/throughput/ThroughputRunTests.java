package io.github.twscache.benchmarks.throughput;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ThroughputRun}: it works; its figures mean nothing here.
 */
class ThroughputRunTests {

	@BeforeAll
	static void doNotWaitForMeasurements() {
		System.setProperty("jmh.ignoreLock", "true");
	}

	@Test
	void writesItsSets(@TempDir Path directory) {
		ThroughputRun.main(new String[] { "smoke", directory.toString() });
		assertThat(read(directory, "throughput")).extracting(Measurement::scenario, Measurement::subject)
			.containsExactly(tuple("mixed", "tws"), tuple("evict", "caffeine"));
		assertThat(read(directory, "level1")).extracting(Measurement::subject).containsExactly("tws", "tws-without-l1");
		List<Measurement> latency = read(directory, "latency");
		assertThat(latency).extracting((figure) -> figure.scenario() + " " + figure.parameters().get("percentile"))
			.containsExactly("read p50", "read p99", "read p99.9", "read p99.99", "write p50", "write p99",
					"write p99.9", "write p99.99");
		assertThat(latency.subList(0, 4)).extracting(Measurement::value).isSorted();
	}

	@Test
	void writesNothingOfSetsThatWereNotChosen(@TempDir Path directory) {
		ThroughputRun.main(new String[] { "smoke", directory.toString(), "throughput/read", "hashmap", "1" });
		assertThat(directory).isDirectoryContaining("glob:**/throughput.json")
			.isDirectoryNotContaining("glob:**/latency.json");
		Measurement figure = read(directory, "throughput").get(0);
		assertThat(figure.parameters()).containsEntry("threads", "1").containsEntry("statistics", "on");
		assertThat(figure.unit()).isEqualTo("ops/s");
		assertThat(figure.samples()).hasSize(1);
	}

	private static List<Measurement> read(Path directory, String set) {
		List<Measurement> figures = new ResultFile(directory.resolve(set + ".json")).read();
		assertThat(figures).allSatisfy((figure) -> {
			assertThat(figure.set()).isEqualTo(set);
			assertThat(figure.value()).isPositive();
		});
		return figures;
	}

}
