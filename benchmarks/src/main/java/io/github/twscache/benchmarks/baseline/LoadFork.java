package io.github.twscache.benchmarks.baseline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.ResultFile;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.timing.Crowd;
import io.github.twscache.benchmarks.timing.Operation;
import io.github.twscache.benchmarks.workload.Zipf;

/**
 * Puts load on one cache, in a JVM of its own, and takes each figure once. Throughput and
 * contention come from a time without a look at the clock, latencies from another.
 */
final class LoadFork {

	private static final int KEYS = 16_384;

	/** Enough that shards, which fill unevenly, evict nothing. */
	private static final int MAX_SIZE = 2 * KEYS;

	private static final int PICKS = 1 << 18;

	private static final double EXPONENT = 0.99;

	private static final double PERCENT = 99;

	private static final double MILLION = 1_000_000;

	private final Run run;

	private final Rival rival;

	private final String[] keys = new String[KEYS];

	/** Keys in the order they are asked for; each thread begins at a place of its own. */
	private final String[] picks = new String[PICKS];

	private final List<Measurement> measurements = new ArrayList<>();

	private LoadFork(Run run, Rival rival) {
		this.run = run;
		this.rival = rival;
		for (int i = 0; i < KEYS; i++) {
			this.keys[i] = "job-" + i;
		}
		Zipf zipf = new Zipf(KEYS, EXPONENT, 42);
		for (int i = 0; i < PICKS; i++) {
			this.picks[i] = this.keys[zipf.nextRank()];
		}
	}

	/**
	 * Runs.
	 * @param args the profile, the file of the figures, the id of the cache
	 */
	public static void main(String[] args) {
		LoadFork fork = new LoadFork(Run.parse(args), Rival.of(args[2]));
		new ResultFile(Path.of(args[1])).write(fork.measure());
	}

	private List<Measurement> measure() {
		List<Integer> crowds = this.run.choose(List.of(3), List.of(10, 50, 100), List.of(10, 50, 100));
		int crowd = crowds.get(0);
		for (int workers : List.of(1, 1, crowd, crowd)) {
			warmUp(workers);
		}
		for (Scenario scenario : Scenario.values()) {
			for (int workers : crowds) {
				measure(scenario, workers);
			}
		}
		return this.measurements;
	}

	/**
	 * Does for a moment, in every scenario, all that is going to be measured. First
	 * alone: beside many threads the compiler, which gets no processor, takes seconds for
	 * what else takes moments. Then by many, who wait for locks, which one never does.
	 * Each twice: what was compiled for the first scenario is thrown away when the second
	 * comes, what was compiled uncounted when counting begins, and both would happen
	 * again in the first cells measured.
	 */
	private void warmUp(int workers) {
		Duration moment = Duration.ofMillis(this.run.choose(2, 100, 100));
		for (Scenario scenario : Scenario.values()) {
			try (Contender contender = filled()) {
				List<Operation> operations = operations(scenario, contender, workers);
				play(operations, false, moment);
				play(operations, true, moment);
			}
		}
	}

	private void measure(Scenario scenario, int workers) {
		try (Contender contender = filled()) {
			List<Operation> operations = operations(scenario, contender, workers);
			Duration time = Duration.ofMillis(this.run.choose(10, 250, 350));
			long before = contender.contentions();
			Crowd untimed = play(operations, false, time);
			double contentions = contender.contentions() - before;
			add(scenario, workers, "throughput", untimed.throughput(0), "ops/s");
			add(scenario, workers, "contention", contentions * MILLION / untimed.allOperations(), "1/Mops");
			Crowd timed = play(operations, true, time);
			add(scenario, workers, "p99", (double) timed.latencies(0).percentile(PERCENT), "ns");
		}
	}

	private Contender filled() {
		Contender contender = Contender.of(this.rival, MAX_SIZE);
		for (String key : this.keys) {
			contender.cache().set(key, key).join();
		}
		return contender;
	}

	private List<Operation> operations(Scenario scenario, Contender contender, int workers) {
		List<Operation> operations = new ArrayList<>();
		for (int worker = 0; worker < workers; worker++) {
			int offset = (int) ((long) worker * PICKS / workers);
			operations.add((number) -> scenario.run(contender.cache(),
					this.picks[(int) (offset + number) & (PICKS - 1)], number));
		}
		return operations;
	}

	private Crowd play(List<Operation> operations, boolean timed, Duration time) {
		Crowd crowd = new Crowd(operations, 1, timed);
		try (crowd) {
			crowd.warmUp(Duration.ofMillis(this.run.choose(2, 100, 100)));
			crowd.measure(time);
		}
		return crowd;
	}

	private void add(Scenario scenario, int workers, String figure, double value, String unit) {
		Map<String, Object> parameters = Map.of("workers", workers, "figure", figure);
		this.measurements.add(Measurement.of(BaselineRun.SET, scenario.id(), this.rival.id(), parameters, value, unit));
	}

}
