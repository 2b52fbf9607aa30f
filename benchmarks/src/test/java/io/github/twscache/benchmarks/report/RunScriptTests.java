package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scripts that run everything know what there is.
 */
class RunScriptTests {

	private static final String PACKAGE = "io.github.twscache.benchmarks";

	private static final Path SOURCES = Path.of("src/main/java", PACKAGE.split("\\."));

	private static final Pattern FIGURES = Pattern.compile("\\{\\{figures:([^}]+)}}");

	/** A script of its own runs this one: its figures are on another page. */
	private static final String SOAK = "soak.SoakRun";

	@Test
	void scriptsRunEveryMainClass() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			List<String> mains = files.map((file) -> SOURCES.relativize(file).toString())
				.filter((file) -> file.endsWith("Run.java") && !file.startsWith("results"))
				.map((file) -> file.replace(".java", "").replace('/', '.'))
				.toList();
			assertThat(mains).contains(SOAK);
			assertThat(sets()).extracting((set) -> set[1])
				.containsExactlyInAnyOrderElementsOf(mains.stream().filter((main) -> !main.equals(SOAK)).toList());
			assertThat(Path.of("soak.sh")).content().contains(PACKAGE + "." + SOAK + " ");
		}
	}

	@Test
	void mainClassesOfTheScriptCanBeRun() throws IOException {
		assertThat(Stream.concat(sets().stream().map((set) -> set[1]), Stream.of(SOAK)))
			.allSatisfy((name) -> assertThat(Class.forName(PACKAGE + "." + name).getMethod("main", String[].class))
				.isNotNull());
	}

	@Test
	void pageShowsTheFiguresOfAllSets() throws IOException {
		List<String> shown = FIGURES.matcher(Template.read("benchmarks.md").text())
			.results()
			.map((place) -> place.group(1))
			.toList();
		assertThat(sets()).flatExtracting((set) -> Arrays.asList(set[2].split(",")))
			.containsExactlyInAnyOrderElementsOf(shown);
	}

	private static List<String[]> sets() throws IOException {
		String script = Files.readString(Path.of("run.sh"));
		int start = script.indexOf("SETS='") + "SETS='".length();
		return script.substring(start, script.indexOf('\'', start))
			.strip()
			.lines()
			.map((line) -> line.split("\\s+"))
			.toList();
	}

}
