package io.github.twscache.benchmarks.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * Measures bytes an entry of full caches with a time to live, by JOL and by the heap. To
 * be run with {@code -XX:+UseSerialGC}, because G1 counts what large arrays leave unused
 * of their regions; a long run with {@code -Xmx8g}, and every run with less than 32 GB,
 * so that references have four bytes. JOL needs no options.
 */
public final class MemoryRun {

	private static final String SET = "memory";

	/** From so many entries on, a short run measures once. */
	private static final int LARGE = 100_000;

	/** Whose heap a short run measures at a million entries. */
	private static final List<Rival> FEW = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K, Rival.GUAVA,
			Rival.EHCACHE);

	/**
	 * Whose objects are walked at a million entries, which takes seconds: those that
	 * targets and the front page name.
	 */
	private static final List<Rival> WALKED = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K);

	private static final int MILLION = 1_000_000;

	private static final int TEN_MILLION = 10_000_000;

	private final Run run;

	private final List<Measurement> measurements = new ArrayList<>();

	private MemoryRun(Run run) {
		this.run = run;
	}

	/**
	 * Runs.
	 * @param args the profile and the directory of the figures
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		run.write(SET, new MemoryRun(run).measure());
	}

	private List<Measurement> measure() {
		List<Rival> all = List.of(Rival.values());
		// The first use of a cache loads classes.
		if (this.run.profile() != Run.Profile.SMOKE) {
			measureHeap(1000, all, 1);
			this.measurements.clear();
		}
		for (int entries : this.run.choose(List.of(1000), List.of(1000, 10_000, 100_000),
				List.of(1000, 10_000, 100_000))) {
			measureHeap(entries, all, this.run.choose(1, (entries < LARGE) ? 3 : 1, 3));
			measureObjects(entries, all);
		}
		if (this.run.profile() != Run.Profile.SMOKE) {
			measureHeap(MILLION, this.run.choose(FEW, FEW, all), 1);
			measureObjects(MILLION, WALKED);
		}
		if (this.run.profile() == Run.Profile.LONG) {
			measureHeap(TEN_MILLION, List.of(Rival.TWS, Rival.CAFFEINE), 1);
		}
		return this.measurements;
	}

	private void measureHeap(int entries, List<Rival> rivals, int rounds) {
		EntryCost cost = new EntryCost(entries);
		for (Rival rival : rivals) {
			List<Double> samples = new ArrayList<>();
			for (int round = 0; round < rounds; round++) {
				samples.add(cost.byHeap(rival));
			}
			add(Measurement.median(SET, "heap", rival.id(), Map.of("entries", entries), samples, "bytes"));
		}
	}

	private void measureObjects(int entries, List<Rival> rivals) {
		EntryCost cost = new EntryCost(entries);
		for (Rival rival : rivals) {
			add(Measurement.of(SET, "jol", rival.id(), Map.of("entries", entries), cost.byObjects(rival), "bytes"));
		}
	}

	private void add(Measurement measurement) {
		System.out.printf("%s %s %s: %.1f bytes%n", measurement.scenario(), measurement.subject(),
				measurement.parameters(), measurement.value());
		this.measurements.add(measurement);
	}

}
