package io.github.twscache.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.RivalCache;
import io.github.twscache.benchmarks.timing.Crowd;
import io.github.twscache.benchmarks.timing.Operation;
import io.github.twscache.benchmarks.timing.ScatteredKeys;

/**
 * Measures the time of an operation against the entries and the shards: look-ups that
 * hit, overwrites, inserts, of evenly chosen keys. The time is that of one thread: with
 * two of them, twice the operations are done in it. A long run takes {@code -Xmx6g}.
 */
public final class GrowthRun {

	private static final String SET = "growth";

	private static final List<Integer> THREADS = List.of(1, 2);

	private static final int TEN_MILLION = 10_000_000;

	private static final int PICKS = 1 << 20;

	private final Run run;

	/** Small caches are filled again and again, until so many entries are in. */
	private final int leastInserts;

	private final List<Measurement> measurements = new ArrayList<>();

	private GrowthRun(Run run) {
		this.run = run;
		this.leastInserts = run.choose(1000, 50_000, 50_000);
	}

	/**
	 * Runs.
	 * @param args the profile and the directory of the figures
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		run.write(SET, new GrowthRun(run).measure());
	}

	private List<Measurement> measure() {
		measure(this.run.choose(1000, 20_000, 20_000), Subject.of(List.of(8)), this.run.choose(1, 3, 3));
		this.measurements.clear();
		List<Integer> shards = this.run.choose(List.of(1, 8), List.of(1, 8, 64), List.of(1, 2, 4, 8, 16, 32, 64));
		for (int entries : this.run.choose(List.of(1000), List.of(1000, 10_000, 100_000, 1_000_000),
				List.of(1000, 10_000, 100_000, 1_000_000))) {
			measure(entries, Subject.of(shards), this.run.choose(1, 3, 3));
		}
		if (this.run.profile() == Run.Profile.LONG) {
			// Each takes most of a minute.
			measure(TEN_MILLION, Subject.of(List.of(8)), 1);
		}
		return this.measurements;
	}

	private void measure(int entries, List<Subject> subjects, int rounds) {
		Integer[] keys = ScatteredKeys.of(entries);
		SplittableRandom random = new SplittableRandom(entries);
		Integer[] picks = new Integer[PICKS];
		for (int i = 0; i < PICKS; i++) {
			picks[i] = keys[random.nextInt(entries)];
		}
		for (Subject subject : subjects) {
			for (int threads : THREADS) {
				measureInserts(subject, keys, threads, rounds);
			}
			try (RivalCache<Integer, Integer> cache = subject.create(entries)) {
				fill(cache, keys, 0, entries);
				cache.cleanUp();
				for (int threads : THREADS) {
					measureGets(subject, cache, picks, entries, threads);
					measurePuts(subject, cache, picks, entries, threads);
				}
			}
		}
	}

	private void measureInserts(Subject subject, Integer[] keys, int threads, int rounds) {
		List<Double> samples = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			long nanos = 0;
			long inserts = 0;
			while (inserts < this.leastInserts) {
				try (RivalCache<Integer, Integer> cache = subject.create(keys.length)) {
					nanos += insert(cache, keys, threads);
					inserts += keys.length;
				}
			}
			samples.add((double) nanos * threads / inserts);
		}
		add("insert", subject, keys.length, threads, samples);
	}

	private static long insert(RivalCache<Integer, Integer> cache, Integer[] keys, int threads) {
		int share = keys.length / threads;
		List<Thread> others = new ArrayList<>();
		for (int i = 1; i < threads; i++) {
			int from = i * share;
			int to = (i == threads - 1) ? keys.length : from + share;
			others.add(new Thread(() -> fill(cache, keys, from, to), "inserter"));
		}
		long start = System.nanoTime();
		others.forEach(Thread::start);
		fill(cache, keys, 0, (threads == 1) ? keys.length : share);
		try {
			for (Thread other : others) {
				other.join();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while inserting", ex);
		}
		return System.nanoTime() - start;
	}

	private static void fill(RivalCache<Integer, Integer> cache, Integer[] keys, int from, int to) {
		for (int i = from; i < to; i++) {
			cache.put(keys[i], keys[i]);
		}
	}

	private void measureGets(Subject subject, RivalCache<Integer, Integer> cache, Integer[] picks, int entries,
			int threads) {
		List<Operation> operations = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			int offset = thread * (PICKS / threads);
			operations.add((number) -> {
				Integer found = cache.get(picks[(int) (offset + number) & (PICKS - 1)]);
				if (found == null) {
					throw new IllegalStateException("A key is gone");
				}
				return found;
			});
		}
		add("get", subject, entries, threads, play(operations));
	}

	private void measurePuts(Subject subject, RivalCache<Integer, Integer> cache, Integer[] picks, int entries,
			int threads) {
		List<Operation> operations = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			int offset = thread * (PICKS / threads);
			operations.add((number) -> {
				Integer key = picks[(int) (offset + number) & (PICKS - 1)];
				cache.put(key, key);
				return key;
			});
		}
		add("put", subject, entries, threads, play(operations));
	}

	private List<Double> play(List<Operation> operations) {
		int rounds = this.run.choose(1, 3, 5);
		Crowd crowd = new Crowd(operations, rounds, false);
		List<Double> samples = new ArrayList<>();
		try (crowd) {
			crowd.warmUp(Duration.ofMillis(this.run.choose(2, 30, 50)));
			for (int round = 0; round < rounds; round++) {
				crowd.measure(Duration.ofMillis(this.run.choose(10, 60, 80)));
			}
		}
		for (int round = 0; round < rounds; round++) {
			samples.add((double) crowd.nanos(round) * operations.size() / crowd.operations(round));
		}
		return samples;
	}

	private void add(String scenario, Subject subject, int entries, int threads, List<Double> samples) {
		Measurement measured = Measurement.median(SET, scenario, subject.rival().id(),
				subject.parameters(entries, threads), samples, "ns");
		System.out.printf("%s %s %s: %.1f ns%n", scenario, measured.subject(), measured.parameters(), measured.value());
		this.measurements.add(measured);
	}

}
