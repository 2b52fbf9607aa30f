package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The whole page, from figures that are made up.
 */
class ReportTests {

	private static final String TWS_BLUE = "rgb(0,114,178)";

	private static final String CAFFEINE_ORANGE = "rgb(230,159,0)";

	@TempDir
	private Path directory;

	@Test
	void pageShowsEveryTarget() throws IOException {
		String page = page(throughput(), memory(), hitRatio());
		for (Target target : Targets.all()) {
			assertThat(page).contains("| " + target.what() + " | " + target.aim() + " |");
		}
		assertThat(page).contains("| what | target | JDK 17 | JDK 25 |");
		assertThat(page).contains("| read-only hits, 2 threads | ≥ 6 x Caffeine | 6.00 x, met | not measured |");
		assertThat(page).contains("| read-only hits, 8 threads | ≥ 6 x Caffeine | 1.50 x, **missed** | not measured |");
		assertThat(page).contains("| evicting puts, 2 threads | ≥ 2 x Caffeine | not measured | not measured |");
		assertThat(page).contains("lowest of 2), **missed**");
	}

	@Test
	void pageIsComplete() throws IOException {
		String page = page(throughput(), memory(), hitRatio());
		assertThat(page).startsWith("<!-- Generated").doesNotContain("{{").doesNotContain("}}");
		assertThat(page).contains("benchmarks/run.sh short throughput")
			.contains("abc1234")
			.contains("a run for a look");
		assertThat(page).contains("| throughput `read` | statistics on, threads 2 | tws | 17 | 120 Mops/s |");
	}

	@Test
	void plotsAreThereForWhatWasMeasured() throws Exception {
		String page = page(throughput(), memory(), hitRatio());
		Path plots = this.directory.resolve("images/benchmarks");
		try (Stream<Path> files = Files.list(plots)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.containsExactlyInAnyOrder("throughput-read.svg", "memory.svg", "hit-ratio-trace.svg");
		}
		for (String name : List.of("throughput-read", "memory", "hit-ratio-trace")) {
			assertThat(page).contains("(images/benchmarks/" + name + ".svg)");
			Path file = plots.resolve(name + ".svg");
			assertThat(Files.size(file)).isLessThan(100_000);
			assertThat(root(file)).isEqualTo("svg");
			assertThat(Files.readString(file)).as("bars or lines of both").contains(TWS_BLUE, CAFFEINE_ORANGE);
		}
		assertThat(page).contains("(No plot: not measured.)");
	}

	@Test
	void folderWithoutResultsIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Report.main(arguments()))
			.withMessageContaining(this.directory.toString())
			.withMessageContaining("run.sh");
	}

	private String page(List<Measurement> throughput, List<Measurement> memory, List<Measurement> hitRatio)
			throws IOException {
		Path jdk17 = Files.createDirectories(this.directory.resolve("jdk-17"));
		new ResultFile(jdk17.resolve("throughput.json")).write(throughput);
		new ResultFile(jdk17.resolve("memory.json")).write(memory);
		new ResultFile(jdk17.resolve("hit-ratio.json")).write(hitRatio);
		Environment.main(new String[] { jdk17.toString(), "short", "throughput,memory,hit-ratio", "abc1234",
				"benchmarks/run.sh short throughput", "12" });
		Report.main(arguments());
		return Files.readString(this.directory.resolve("page.md"));
	}

	private String[] arguments() {
		return new String[] { this.directory.toString(), this.directory.resolve("page.md").toString() };
	}

	private static List<Measurement> throughput() {
		List<Measurement> measurements = new ArrayList<>();
		Map.of("tws", 120e6, "caffeine", 20e6)
			.forEach((subject, value) -> measurements.add(Measurement.median("throughput", "read", subject,
					Map.of("threads", 2, "statistics", "on"), List.of(value, value, value), "ops/s")));
		Map.of("tws", 30e6, "caffeine", 20e6)
			.forEach((subject, value) -> measurements.add(Measurement.of("throughput", "read", subject,
					Map.of("threads", 8, "statistics", "on"), value, "ops/s")));
		return measurements;
	}

	private static List<Measurement> memory() {
		List<Measurement> measurements = new ArrayList<>();
		for (int entries : new int[] { 1000, 10_000, 1_000_000 }) {
			measurements.add(Measurement.of("memory", "jol", "tws", Map.of("entries", entries), 68, "bytes"));
			measurements.add(Measurement.of("memory", "jol", "caffeine", Map.of("entries", entries), 95, "bytes"));
		}
		return measurements;
	}

	private static List<Measurement> hitRatio() {
		List<Measurement> measurements = new ArrayList<>();
		for (String cell : List.of("loop:512", "oltp:250")) {
			for (String shards : List.of("1", "default")) {
				measurements.add(Measurement.of("hit-ratio", cell, "tws", Map.of("kind", "trace", "shards", shards), 40,
						"percent"));
			}
			measurements.add(Measurement.of("hit-ratio", cell, "caffeine", Map.of("kind", "trace", "shards", "-"), 42,
					"percent"));
		}
		return measurements;
	}

	private static String root(Path file) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		Document document = factory.newDocumentBuilder().parse(file.toFile());
		return document.getDocumentElement().getTagName();
	}

}
