package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;

/**
 * What was measured on one JDK.
 *
 * @param feature the number of the JDK, such as 17
 * @param figures the figures
 * @param environments where and when they were taken, each for some of the sets
 */
record Results(int feature, Figures figures, List<Environment> environments) {

	private static final String PREFIX = "jdk-";

	/**
	 * Reads the results of all JDKs.
	 * @param directory has a folder for each, such as {@code jdk-17}
	 * @return the results, the oldest JDK first
	 */
	static List<Results> readAll(Path directory) {
		List<Results> all = list(directory).stream()
			.filter((folder) -> folder.getFileName().toString().matches(PREFIX + "\\d+"))
			.map(Results::read)
			.sorted(Comparator.comparingInt(Results::feature))
			.toList();
		if (all.isEmpty()) {
			throw new IllegalArgumentException(
					"No folder such as " + PREFIX + "17 in " + directory + "; benchmarks/run.sh makes them");
		}
		return all;
	}

	private static Results read(Path folder) {
		List<Measurement> measurements = new ArrayList<>();
		for (Path file : list(folder)) {
			String name = file.getFileName().toString();
			if (name.endsWith(".json") && !name.equals(Environment.FILE)) {
				measurements.addAll(new ResultFile(file).read());
			}
		}
		int feature = Integer.parseInt(folder.getFileName().toString().substring(PREFIX.length()));
		return new Results(feature, new Figures(measurements), Environment.readAll(folder));
	}

	private static List<Path> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the folder of results " + directory, ex);
		}
	}

}
