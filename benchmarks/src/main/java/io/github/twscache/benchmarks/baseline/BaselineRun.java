package io.github.twscache.benchmarks.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.twscache.benchmarks.growth.CleanupRound;
import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.timing.JavaFork;

/**
 * Measures the product against what it replaces: throughput, P99 latency and lock
 * contention of 10, 50 and 100 threads, and cleanup of 100,000 entries of which half have
 * expired. The caches take turns; load is put on each in JVMs of its own.
 */
public final class BaselineRun {

	static final String SET = "baseline";

	private final Run run;

	private final List<Rival> rivals;

	private BaselineRun(Run run) {
		this.run = run;
		List<Rival> sides = List.of(Rival.TWS, Rival.BASELINE);
		this.rivals = run.choose(sides, sides, List.of(Rival.TWS, Rival.TWS_WITHOUT_L1, Rival.BASELINE));
	}

	/**
	 * Runs.
	 * @param args the profile and the directory of the figures
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		BaselineRun baseline = new BaselineRun(run);
		List<Measurement> measurements = new ArrayList<>(baseline.measureLoad());
		measurements.addAll(baseline.measureCleanup());
		measurements.forEach((measured) -> System.out.printf("%s %s %s: %,.1f %s%n", measured.scenario(),
				measured.subject(), measured.parameters(), measured.value(), measured.unit()));
		run.write(SET, measurements);
	}

	/** Each round is a fork of each cache. */
	private List<Measurement> measureLoad() {
		Map<Measurement, List<Double>> samples = new LinkedHashMap<>();
		for (int round = 0; round < this.run.choose(1, 3, 5); round++) {
			for (int i = 0; i < this.rivals.size(); i++) {
				for (Measurement sample : fork(this.rivals.get((round + i) % this.rivals.size()))) {
					Measurement cell = Measurement.of(SET, sample.scenario(), sample.subject(), sample.parameters(), 0,
							sample.unit());
					samples.computeIfAbsent(cell, (any) -> new ArrayList<>()).add(sample.value());
				}
			}
		}
		return samples.entrySet()
			.stream()
			.map((cell) -> Measurement.median(SET, cell.getKey().scenario(), cell.getKey().subject(),
					cell.getKey().parameters(), cell.getValue(), cell.getKey().unit()))
			.toList();
	}

	private List<Measurement> fork(Rival rival) {
		try {
			Path file = Files.createTempFile("baseline", ".json");
			try {
				JavaFork.run(LoadFork.class,
						List.of(this.run.profile().name().toLowerCase(Locale.ROOT), file.toString(), rival.id()));
				return new ResultFile(file).read();
			}
			finally {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Measurement> measureCleanup() {
		int stored = this.run.choose(1000, 100_000, 100_000);
		int expired = stored / 2;
		CleanupRound round = new CleanupRound(stored, expired);
		round.measure(this.rivals, this.run.choose(0, 5, 5));
		return round.measure(this.rivals, this.run.choose(1, 15, 31))
			.entrySet()
			.stream()
			.map((cell) -> Measurement.median(SET, "cleanup", cell.getKey().id(),
					Map.of("stored", stored, "expired", expired), cell.getValue(), "ns"))
			.toList();
	}

}
