package io.github.twscache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests that a page names are there: a promise must not lean on one that was renamed.
 */
class ReliabilityPageTests {

	private static final Path ROOT = Path.of("..");

	private static final List<String> FOLDERS = List.of("tws-cache-autoconfigure/src/test", "benchmarks/src/test",
			"benchmarks/jcstress/src");

	private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Tests|Stress))`");

	@ParameterizedTest
	@ValueSource(strings = { "reliability.md", "security.md" })
	void namedTestsAreThere(String page) throws IOException {
		Set<String> named = NAMED.matcher(Files.readString(ROOT.resolve("src-docs").resolve(page)))
			.results()
			.map((place) -> place.group(1))
			.collect(Collectors.toSet());
		assertThat(named).isNotEmpty();
		assertThat(classes()).containsAll(named);
	}

	private static Set<String> classes() throws IOException {
		Set<String> names = new HashSet<>();
		for (String folder : FOLDERS) {
			Path path = ROOT.resolve(folder);
			if (Files.exists(path)) {
				try (Stream<Path> files = Files.walk(path)) {
					files.map((file) -> file.getFileName().toString())
						.filter((name) -> name.endsWith(".java"))
						.forEach((name) -> names.add(name.substring(0, name.indexOf('.'))));
				}
			}
		}
		return names;
	}

}
