package io.github.twscache.benchmarks.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.openjdk.jmh.annotations.Mode;

import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.throughput.Rounds;
import io.github.twscache.benchmarks.throughput.Selection;
import io.github.twscache.benchmarks.throughput.Timing;
import io.github.twscache.benchmarks.throughput.Trial;

/**
 * Measures the set {@code spring}.
 */
public final class SpringRun {

	private static final String SET = "spring";

	/** The benchmarks that every manager takes part in, by scenario. */
	private static final List<Map.Entry<String, String>> COMPARED = List.of(Map.entry("cache-get", "cacheGet"),
			Map.entry("cacheable-hit", "cacheableHit"), Map.entry("cacheable-sync-hit", "cacheableSyncHit"));

	private SpringRun() {
	}

	/**
	 * Measures.
	 * @param args profile and directory; for a closer look a regular expression of
	 * scenarios, one of subjects, and numbers of threads. The figures replace those of
	 * before, chosen or not.
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		Selection selection = Selection.parse(args);
		List<Trial> trials = selection.of(trials(run, run.profile() != Run.Profile.SMOKE || !selection.isAll()));
		if (!trials.isEmpty()) {
			run.write(SET, Rounds.run(trials).medians("ns"));
		}
	}

	/**
	 * Gives the trials.
	 * @param run how thorough
	 * @param all whether it is more than one, to see that it works
	 */
	static List<Trial> trials(Run run, boolean all) {
		// A call through a proxy is so much code that it takes seconds to be compiled.
		Timing timing = run.choose(Timing.SMOKE, new Timing(2, 4, 2, Duration.ofSeconds(1)),
				new Timing(3, 5, 3, Duration.ofSeconds(1)));
		if (!all) {
			return List.of(trial("cacheable-hit", "cacheableHit", ManagerKind.TWS, 1, timing));
		}
		List<Trial> trials = new ArrayList<>();
		for (int threads : List.of(1, 2)) {
			COMPARED.forEach((compared) -> {
				for (ManagerKind manager : ManagerKind.values()) {
					trials.add(trial(compared.getKey(), compared.getValue(), manager, threads, timing));
				}
			});
			trials.add(trial("native-get", "nativeGet", ManagerKind.TWS, threads, timing));
		}
		return trials;
	}

	private static Trial trial(String scenario, String method, ManagerKind manager, int threads, Timing target) {
		Timing timing = isTarget(scenario, manager) ? target : target.withForks(1);
		return new Trial(SET, scenario, manager.id(), Map.of("threads", String.valueOf(threads)),
				SpringBenchmark.class.getName() + "." + method, Mode.AverageTime, threads,
				Map.of("manager", manager.id()), timing);
	}

	/** A hit is compared with Caffeine's; its shares are of the product alone. */
	private static boolean isTarget(String scenario, ManagerKind manager) {
		return switch (scenario) {
			case "cacheable-hit" -> manager != ManagerKind.SIMPLE;
			case "cache-get", "native-get" -> manager == ManagerKind.TWS;
			default -> false;
		};
	}

}
