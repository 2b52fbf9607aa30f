package io.github.twscache.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * Measures the time of a cleanup against the entries that are stored and against those
 * that have expired. The product is measured with its first level full, which cleanup
 * sweeps. A long run takes {@code -Xmx6g}.
 */
public final class CleanupRun {

	private static final String SET = "cleanup";

	private static final List<Rival> RIVALS = List.of(Rival.TWS, Rival.TWS_WITHOUT_L1, Rival.CAFFEINE, Rival.BASELINE);

	private static final int FEW = 1000;

	private static final int MILLION = 1_000_000;

	/** Small caches are measured until so many entries have been filled in. */
	private static final int ENTRIES_A_CELL = 500_000;

	private final Run run;

	private final List<Measurement> measurements = new ArrayList<>();

	private CleanupRun(Run run) {
		this.run = run;
	}

	/**
	 * Runs.
	 * @param args the profile and the directory of the figures
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		run.write(SET, new CleanupRun(run).measure());
	}

	private List<Measurement> measure() {
		warmUp();
		int most = this.run.choose(2 * FEW, MILLION, MILLION);
		List<Integer> sizes = this.run.choose(List.of(FEW), List.of(FEW, 10_000, 100_000),
				List.of(FEW, 10_000, 100_000));
		for (int stored : sizes) {
			measure(RIVALS, new CleanupRound(stored, FEW), "stored");
		}
		// The few are a share as well.
		measure(RIVALS, new CleanupRound(most, FEW), "stored", "expired");
		for (int perMille : this.run.choose(List.of(10), List.of(10, 500), List.of(10, 100, 500, 1000))) {
			measure(RIVALS, new CleanupRound(most, (int) ((long) most * perMille / 1000)), "expired");
		}
		measure(RIVALS, new CleanupRound(most, most / 100, true), "rewritten");
		if (this.run.profile() == Run.Profile.LONG) {
			measure(List.of(Rival.TWS), new CleanupRound(10 * MILLION, FEW), "stored");
		}
		return this.measurements;
	}

	private void warmUp() {
		new CleanupRound(this.run.choose(FEW, 20_000, 20_000), FEW).measure(RIVALS, this.run.choose(0, 15, 15));
	}

	private void measure(List<Rival> rivals, CleanupRound round, String... scenarios) {
		Map<String, Integer> parameters = Map.of("stored", round.stored(), "expired", round.expired());
		round.measure(rivals, rounds(round.stored())).forEach((rival, samples) -> {
			for (String scenario : scenarios) {
				Measurement measured = Measurement.median(SET, scenario, rival.id(), parameters, samples, "ns");
				System.out.printf("%s %s %s: %,.0f ns%n", scenario, rival.id(), parameters, measured.value());
				this.measurements.add(measured);
			}
		});
	}

	/** Small caches are measured more often: theirs are short times. */
	private int rounds(int stored) {
		return switch (this.run.profile()) {
			case SMOKE -> 1;
			case SHORT -> Math.max(3, Math.min(45, ENTRIES_A_CELL / stored));
			case LONG -> (stored > MILLION) ? 1 : Math.max(5, Math.min(75, ENTRIES_A_CELL / stored));
		};
	}

}
