package io.github.twscache.benchmarks.throughput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.openjdk.jmh.results.BenchmarkResult;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * The percentiles of reads and of writes that trials of both together have given.
 */
final class Latencies {

	private static final Map<String, Double> PERCENTILES = new LinkedHashMap<>();

	static {
		PERCENTILES.put("p50", 50.0);
		PERCENTILES.put("p99", 99.0);
		PERCENTILES.put("p99.9", 99.9);
		PERCENTILES.put("p99.99", 99.99);
	}

	private Latencies() {
	}

	static List<Measurement> of(Rounds rounds) {
		List<Measurement> measurements = new ArrayList<>();
		rounds.results().forEach((trial, forks) -> {
			for (String operation : List.of("read", "write")) {
				PERCENTILES.forEach((name, rank) -> measurements.add(Measurement.median(trial.set(), operation,
						trial.subject(), Map.of("percentile", name), samples(forks, operation, rank), "ns")));
			}
		});
		return measurements;
	}

	private static List<Double> samples(List<BenchmarkResult> forks, String operation, double rank) {
		return forks.stream()
			.map((fork) -> Objects.requireNonNull(fork.getSecondaryResults().get(operation), operation))
			.map((result) -> result.getStatistics().getPercentile(rank))
			.toList();
	}

}
