package io.github.twscache.benchmarks.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.github.twscache.benchmarks.timing.Crowd;
import io.github.twscache.benchmarks.timing.Operation;

/**
 * Keeps full caches under mixed load: reads, writes, invalidations, loads that are quick,
 * slow or fail, now and then a clear or a change of shards. After each second of it,
 * while nobody calls, it checks counters and listeners, and looks at heap, threads, locks
 * and loads; in the end it judges what grew or drifted. To be run with
 * {@code -XX:+UseSerialGC}, which gives the heap after a collection to the byte.
 */
public final class SoakRun {

	/** So many that what the JVM itself keeps does not decide about the heap. */
	private static final int ENTRIES = 100_000;

	/**
	 * So short that two minutes have a round of changes in each fifth, or hardly more.
	 */
	private static final Duration WINDOW = Duration.ofSeconds(1);

	private static final int WINDOWS = 5 * SoakCaches.ROUND;

	private static final int CALLERS = 4;

	private final Duration length;

	private final Duration window;

	private final int entries;

	private final long seed;

	private final int leastWindows;

	/**
	 * Creates a run.
	 * @param length how long it takes, at least
	 * @param window how long callers work before all is looked at
	 * @param entries how many entries each cache holds
	 * @param seed the same seed makes the same callers
	 * @param leastWindows how many windows it has, at least
	 */
	SoakRun(Duration length, Duration window, int entries, long seed, int leastWindows) {
		this.length = length;
		this.window = window;
		this.entries = entries;
		this.seed = seed;
		this.leastWindows = leastWindows;
	}

	/**
	 * Runs; ends with status 1 if the run does not show what it should.
	 * @param args minutes, and the directory of the figures; a seed, to repeat a run
	 */
	public static void main(String[] args) {
		if (args.length < 2) {
			throw new IllegalArgumentException("Give minutes and a directory for the figures");
		}
		long seed = (args.length > 2) ? Long.parseLong(args[2]) : System.nanoTime();
		System.out.println("seed " + seed);
		SoakRun run = new SoakRun(Duration.ofMinutes(Long.parseLong(args[0])), WINDOW, ENTRIES, seed, WINDOWS);
		List<Finding> broken = run.run(Path.of(args[1])).stream().filter((finding) -> !finding.holds()).toList();
		if (!broken.isEmpty()) {
			broken.forEach((finding) -> System.out.println("FAILED: " + finding.failure()));
			System.exit(1);
		}
		System.out.println("Nothing grew, drifted or stayed behind.");
	}

	/**
	 * Runs, and writes what it showed.
	 * @param directory where figures go
	 * @return what became of each figure
	 * @throws IllegalStateException if an answer or a counter was wrong
	 */
	List<Finding> run(Path directory) {
		List<Sample> samples = new ArrayList<>();
		LiveObjects before = LiveObjects.now();
		long start = System.nanoTime();
		try (SoakCaches caches = new SoakCaches(this.entries)) {
			while (samples.size() < this.leastWindows || System.nanoTime() - start < this.length.toNanos()) {
				Sample sample = sample(caches, samples.size(), before);
				samples.add(sample);
				System.out.println(samples.size() + " " + sample);
			}
		}
		List<Finding> findings = new Judge(samples).findings();
		SoakReport report = new SoakReport(samples, findings, Duration.ofNanos(System.nanoTime() - start).toSeconds());
		report.write(directory);
		System.out.print(report.markdown());
		return findings;
	}

	private Sample sample(SoakCaches caches, int number, LiveObjects before) {
		List<Operation> callers = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			// Threads of their own in each window: who comes and goes must leave nothing.
			callers.add(caches.newCaller(new SplittableRandom(this.seed + (long) number * CALLERS + i)));
		}
		Crowd crowd = new Crowd(callers, 1, true);
		try (crowd) {
			crowd.warmUp(this.window.dividedBy(2));
			crowd.measure(() -> {
				caches.disturb(number);
				crowd.warmUp(this.window.dividedBy(2));
			});
		}
		caches.settle();
		caches.fill();
		return Sample.take(before, caches.size(), crowd.operations(0), crowd.latencies(0));
	}

}
