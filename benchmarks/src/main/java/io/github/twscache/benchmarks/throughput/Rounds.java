package io.github.twscache.benchmarks.throughput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * Runs trials in an order that is fair: each once, then each once more, every other time
 * backwards. What goes on in the machine beside the measurement hits all subjects of a
 * comparison alike, since their trials stand next to each other.
 */
public final class Rounds {

	private final Map<Trial, List<BenchmarkResult>> results = new LinkedHashMap<>();

	private Rounds() {
	}

	/**
	 * Runs trials, each in a process of its own.
	 * @param trials the trials, those to be compared next to each other
	 * @return what came of them
	 */
	public static Rounds run(List<Trial> trials) {
		Rounds rounds = new Rounds();
		int total = trials.stream().mapToInt((trial) -> trial.timing().forks()).sum();
		int most = trials.stream().mapToInt((trial) -> trial.timing().forks()).max().orElse(0);
		List<Trial> order = new ArrayList<>(trials);
		int done = 0;
		for (int round = 0; round < most; round++) {
			for (Trial trial : order) {
				if (trial.timing().forks() > round) {
					String figure = rounds.runOrNote(trial);
					System.out.printf("[%d/%d] %s: %s%n", ++done, total, trial, figure);
				}
			}
			Collections.reverse(order);
		}
		return rounds;
	}

	/**
	 * A rival that does not get through has no figure; the others' are still worth
	 * having.
	 */
	private String runOrNote(Trial trial) {
		try {
			return runOnce(trial);
		}
		catch (IllegalStateException ex) {
			if (trial.subject().startsWith(Rival.TWS.id())) {
				throw ex;
			}
			return ex.getMessage() + ", " + ex.getCause();
		}
	}

	private String runOnce(Trial trial) {
		try {
			RunResult run = new Runner(trial.options()).runSingle();
			this.results.computeIfAbsent(trial, (first) -> new ArrayList<>()).addAll(run.getBenchmarkResults());
			Result<?> primary = run.getPrimaryResult();
			return String.format(Locale.ROOT, "%,.1f %s", primary.getScore(), primary.getScoreUnit());
		}
		catch (RunnerException ex) {
			throw new IllegalStateException(trial + " has failed; to see more: " + trial.command(), ex);
		}
	}

	/**
	 * Makes a figure of each trial: the median of the means of its processes.
	 * @param unit the unit that its benchmark has
	 * @return the figures in the order of the trials
	 */
	public List<Measurement> medians(String unit) {
		List<Measurement> measurements = new ArrayList<>();
		this.results.forEach((trial, forks) -> {
			List<Double> samples = forks.stream().map((fork) -> fork.getPrimaryResult().getScore()).toList();
			measurements.add(Measurement.median(trial.set(), trial.scenario(), trial.subject(), trial.parameters(),
					samples, unit));
		});
		return measurements;
	}

	/** What came of each trial, a result a process. */
	Map<Trial, List<BenchmarkResult>> results() {
		return Collections.unmodifiableMap(this.results);
	}

}
