package io.github.twscache.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * Writes what a run has shown: figures as JSON, and a table for
 * {@code src-docs/reliability.md}.
 */
final class SoakReport {

	/** The name of both files, but for their endings. */
	static final String NAME = "soak";

	private final List<Sample> samples;

	private final List<Finding> findings;

	private final long seconds;

	SoakReport(List<Sample> samples, List<Finding> findings, long seconds) {
		this.samples = List.copyOf(samples);
		this.findings = List.copyOf(findings);
		this.seconds = seconds;
	}

	void write(Path directory) {
		new Run(Run.Profile.LONG, directory).write(NAME, measurements());
		try {
			Files.writeString(directory.resolve(NAME + ".md"), markdown());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Measurement> measurements() {
		Map<String, ToLongFunction<Sample>> figures = new LinkedHashMap<>();
		figures.put("heap bytes", Sample::heapBytes);
		figures.put("threads count", Sample::threads);
		figures.put("entries count", Sample::entries);
		figures.put("key-locks count", Sample::keyLocks);
		figures.put("loads count", Sample::loads);
		figures.put("operations count", Sample::operations);
		figures.put("p50 ns", Sample::p50Nanos);
		figures.put("p99 ns", Sample::p99Nanos);
		figures.put("p99.9 ns", Sample::p999Nanos);
		List<Measurement> measurements = new ArrayList<>();
		figures.forEach((nameAndUnit, figure) -> {
			String[] parts = nameAndUnit.split(" ");
			Fifths fifths = Fifths.of(this.samples, figure);
			measurements.add(measurement(parts[0], "second", fifths.second(), parts[1]));
			measurements.add(measurement(parts[0], "last", fifths.last(), parts[1]));
		});
		return measurements;
	}

	private Measurement measurement(String scenario, String fifth, List<Double> figures, String unit) {
		return Measurement.median(NAME, scenario, Rival.TWS.id(), Map.of("fifth", fifth, "seconds", this.seconds),
				figures, unit);
	}

	String markdown() {
		long operations = this.samples.stream().mapToLong(Sample::operations).sum();
		StringBuilder text = new StringBuilder();
		text.append(String.format(Locale.ROOT,
				"JDK %s, %d processors, %,d s, %,d windows, %,d operations in them. "
						+ "Medians over the windows of a fifth:\n\n",
				System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), this.seconds,
				this.samples.size(), operations));
		text.append("| figure | second fifth | last fifth | promise | held |\n|---|---|---|---|---|\n");
		for (Finding finding : this.findings) {
			String held = finding.promise().isEmpty() ? "" : finding.holds() ? "yes" : "**no**";
			text.append("| " + finding.what() + " | " + finding.before() + " | " + finding.after() + " | "
					+ finding.promise() + " | " + held + " |\n");
		}
		return text.toString();
	}

}
