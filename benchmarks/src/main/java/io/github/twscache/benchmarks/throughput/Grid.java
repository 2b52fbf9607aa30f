package io.github.twscache.benchmarks.throughput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.annotations.Mode;

import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * The trials of the sets {@code throughput}, {@code level1} and {@code latency}.
 */
final class Grid {

	static final String THROUGHPUT = "throughput";

	static final String LEVEL1 = "level1";

	static final String LATENCY = "latency";

	/** Whom a promise names. */
	private static final List<Rival> NAMED = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K, Rival.HASHMAP);

	/** Who is measured without statistics as well, where a promise is. */
	private static final List<Rival> WITHOUT_STATISTICS = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K);

	/** With how many threads those are measured whom no promise names. */
	private static final List<Integer> THREADS_OF_OTHERS = List.of(2, 8);

	/** The most threads that are no crowd. */
	private static final int NOT_CROWDED = 8;

	private final Run run;

	private final Timing target;

	private final Timing other;

	private final Timing crowded;

	Grid(Run run) {
		this.run = run;
		// Long warm-ups: beside eight busy threads on two cores the compiler takes
		// seconds.
		this.target = run.choose(Timing.SMOKE, new Timing(2, 8, 3, Duration.ofMillis(400)),
				new Timing(3, 5, 3, Duration.ofMillis(500)));
		// A long run has an hour, and most of its cells are these.
		this.other = run.choose(Timing.SMOKE, new Timing(1, 5, 2, Duration.ofMillis(300)),
				new Timing(1, 3, 2, Duration.ofMillis(300)));
		// With 100 threads an iteration begins and ends by seconds.
		this.crowded = run.choose(Timing.SMOKE, new Timing(1, 2, 1, Duration.ofSeconds(1)),
				new Timing(1, 2, 1, Duration.ofSeconds(1)));
	}

	/**
	 * Gives the trials of throughput.
	 * @param all whether those as well that no promise depends on
	 */
	List<Trial> throughput(boolean all) {
		List<Trial> trials = new ArrayList<>();
		if (all || this.run.profile() != Run.Profile.SMOKE) {
			for (Scenario scenario : Scenario.values()) {
				for (int threads : scenario.threads()) {
					addThroughput(trials, scenario, threads, all);
				}
			}
		}
		else {
			trials.add(throughput(Scenario.MIXED, Rival.TWS, 2, true, this.other));
			trials.add(throughput(Scenario.EVICT, Rival.CAFFEINE, 2, false, this.other));
		}
		return trials;
	}

	private void addThroughput(List<Trial> trials, Scenario scenario, int threads, boolean all) {
		for (Rival rival : scenario.rivals()) {
			if (!isNamed(rival) && !THREADS_OF_OTHERS.contains(threads)) {
				// A long run has an hour. (Guava could not do it anyway: with 100 readers
				// on two processors its queue of reads grows faster than it is drained.)
				continue;
			}
			boolean promised = scenario.isTarget(threads) && NAMED.contains(rival);
			if (promised || all) {
				trials.add(throughput(scenario, rival, threads, true, promised ? this.target : brief(threads)));
			}
		}
		if (all && scenario.isTarget() && (threads == 2 || scenario == Scenario.READERS_WRITERS)) {
			for (Rival rival : scenario.rivals()) {
				if (WITHOUT_STATISTICS.contains(rival)) {
					trials.add(throughput(scenario, rival, threads, false, this.other));
				}
			}
		}
	}

	private static boolean isNamed(Rival rival) {
		return NAMED.contains(rival) || rival == Rival.CAFFEINE_ASYNC;
	}

	private Timing brief(int threads) {
		return (threads > NOT_CROWDED) ? this.crowded : this.other;
	}

	private static Trial throughput(Scenario scenario, Rival rival, int threads, boolean statistics, Timing timing) {
		return new Trial(THROUGHPUT, scenario.id(), rival.id(),
				Map.of("threads", String.valueOf(threads), "statistics", statistics ? "on" : "off"),
				scenario.benchmark(), Mode.Throughput, threads,
				Map.of("rival", rival.id(), "statistics", String.valueOf(statistics)), timing);
	}

	/** Gives the trials that show what the first level is worth, and what it costs. */
	List<Trial> level1() {
		Timing timing = this.target.withForks(this.run.choose(1, 3, 5));
		List<Trial> trials = new ArrayList<>();
		for (String keys : this.run.choose(List.of("zipf"), List.of("zipf", "uniform"), List.of("zipf", "uniform"))) {
			for (Rival rival : List.of(Rival.TWS, Rival.TWS_WITHOUT_L1)) {
				trials.add(new Trial(LEVEL1, keys, rival.id(), Map.of("threads", "2"), Scenario.READ.benchmark(),
						Mode.Throughput, 2, Map.of("rival", rival.id(), "keys", keys), timing));
			}
		}
		return trials;
	}

	/** Gives the trials of latency. */
	List<Trial> latency() {
		List<Rival> brief = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K);
		List<Rival> rivals = this.run.choose(List.of(Rival.TWS), brief,
				List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K, Rival.GUAVA, Rival.BASELINE));
		// The scenario is that of reads; those of writes come out of the same trial.
		return rivals.stream()
			.map((rival) -> new Trial(LATENCY, "read", rival.id(), Map.of(), Scenario.READERS_WRITERS.benchmark(),
					Mode.SampleTime, 8, Map.of("rival", rival.id()), this.target))
			.toList();
	}

}
