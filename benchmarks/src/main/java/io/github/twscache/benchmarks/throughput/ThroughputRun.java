package io.github.twscache.benchmarks.throughput;

import java.util.List;

import io.github.twscache.benchmarks.results.Run;

/**
 * Measures the sets {@code throughput}, {@code level1} and {@code latency}: those cells
 * that a promise depends on, or all of them if the run is long or some were chosen.
 */
public final class ThroughputRun {

	private ThroughputRun() {
	}

	/**
	 * Measures.
	 * @param args profile and directory; for a closer look a regular expression of
	 * scenarios ({@code read} or {@code level1/.*}), one of subjects, and numbers of
	 * threads ({@code 1,2}). Figures of a set replace those of before, chosen or not.
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		Selection selection = Selection.parse(args);
		Grid grid = new Grid(run);
		boolean all = run.profile() == Run.Profile.LONG || !selection.isAll();
		List<Trial> throughput = selection.of(grid.throughput(all));
		List<Trial> level1 = selection.of(grid.level1());
		List<Trial> latency = selection.of(grid.latency());
		if (!throughput.isEmpty()) {
			run.write(Grid.THROUGHPUT, Rounds.run(throughput).medians("ops/s"));
		}
		if (!level1.isEmpty()) {
			run.write(Grid.LEVEL1, Rounds.run(level1).medians("ops/s"));
		}
		if (!latency.isEmpty()) {
			run.write(Grid.LATENCY, Latencies.of(Rounds.run(latency)));
		}
	}

}
