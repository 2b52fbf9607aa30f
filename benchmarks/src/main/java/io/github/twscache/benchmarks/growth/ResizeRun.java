package io.github.twscache.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.NamedCache;
import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.timing.Crowd;
import io.github.twscache.benchmarks.timing.Operation;
import io.github.twscache.benchmarks.timing.ScatteredKeys;

/**
 * Measures a change from 8 to 16 shards while two threads read and one overwrites: reads
 * that failed, their P99.9 before and during the change, the share of entries that moved,
 * and the time it took.
 */
public final class ResizeRun {

	private static final String SET = "resize";

	private static final int BEFORE = 8;

	private static final int AFTER = 16;

	private static final int READERS = 2;

	private static final int PICKS = 1 << 20;

	private static final double PERCENT = 99.9;

	private final Run run;

	private final int entries;

	private final Integer[] picks = new Integer[PICKS];

	private final LongAdder failedReads = new LongAdder();

	private final Map<String, List<Double>> samples = new TreeMap<>();

	private ResizeRun(Run run) {
		this.run = run;
		this.entries = run.choose(5000, 1_000_000, 1_000_000);
	}

	/**
	 * Runs.
	 * @param args the profile and the directory of the figures
	 */
	public static void main(String[] args) {
		Run run = Run.parse(args);
		run.write(SET, new ResizeRun(run).measure());
	}

	private List<Measurement> measure() {
		CacheSettings settings = CacheSettings.builder()
			// Shards fill unevenly, and nothing is to be evicted or to expire.
			.maxSize(2L * this.entries)
			.ttl(Duration.ofHours(1))
			.numShards(BEFORE)
			.build();
		try (CacheHierarchy hierarchy = CacheHierarchy.builder().settings((name) -> settings).build()) {
			NamedCache<Integer, Integer> cache = hierarchy.cache("resized");
			fill(cache);
			int warmUps = this.run.choose(0, 2, 2);
			for (int round = 0; round < warmUps; round++) {
				play(cache);
			}
			this.samples.clear();
			int rounds = this.run.choose(1, 5, 9);
			for (int round = 0; round < rounds; round++) {
				play(cache);
			}
		}
		return measurements();
	}

	private void fill(NamedCache<Integer, Integer> cache) {
		Integer[] keys = ScatteredKeys.of(this.entries);
		for (Integer key : keys) {
			cache.put(key, key);
		}
		SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < PICKS; i++) {
			this.picks[i] = keys[random.nextInt(keys.length)];
		}
	}

	private void play(NamedCache<Integer, Integer> cache) {
		Crowd readers = new Crowd(reads(cache), 2, true);
		Crowd writers = new Crowd(List.of(write(cache)), 0, false);
		long moved = cache.metrics().moves();
		try (writers; readers) {
			readers.warmUp(Duration.ofMillis(this.run.choose(2, 200, 200)));
			readers.measure(Duration.ofMillis(this.run.choose(20, 1000, 1500)));
			readers.measure(() -> cache.resize(AFTER).join());
		}
		moved = cache.metrics().moves() - moved;
		add("calm", (double) readers.latencies(0).percentile(PERCENT));
		add("resize", (double) readers.latencies(1).percentile(PERCENT));
		add("moved", 100.0 * moved / cache.size());
		add("duration", (double) readers.nanos(1));
		cache.resize(BEFORE).join();
		if (cache.size() != this.entries) {
			throw new IllegalStateException("The cache holds " + cache.size() + " entries, not " + this.entries);
		}
	}

	private List<Operation> reads(NamedCache<Integer, Integer> cache) {
		List<Operation> reads = new ArrayList<>();
		for (int reader = 0; reader < READERS; reader++) {
			int offset = reader * (PICKS / READERS);
			reads.add((number) -> read(cache, this.picks[(int) (offset + number) & (PICKS - 1)]));
		}
		return reads;
	}

	private long read(NamedCache<Integer, Integer> cache, Integer key) {
		try {
			Integer found = cache.getIfPresent(key);
			if (found != null) {
				return found;
			}
		}
		catch (RuntimeException ex) {
			System.out.println("A read failed: " + ex);
		}
		this.failedReads.increment();
		return 0;
	}

	private Operation write(NamedCache<Integer, Integer> cache) {
		int offset = PICKS / (2 * READERS);
		return (number) -> {
			Integer key = this.picks[(int) (offset + number) & (PICKS - 1)];
			cache.put(key, key);
			return key;
		};
	}

	private void add(String figure, double sample) {
		this.samples.computeIfAbsent(figure, (any) -> new ArrayList<>()).add(sample);
	}

	private List<Measurement> measurements() {
		String tws = Rival.TWS.id();
		Map<String, Object> circumstances = Map.of("entries", this.entries, "before", BEFORE, "after", AFTER);
		List<Measurement> measurements = new ArrayList<>();
		measurements
			.add(Measurement.of(SET, "failed-reads", tws, circumstances, (double) this.failedReads.sum(), "count"));
		for (String phase : List.of("calm", "resize")) {
			measurements.add(median("read-p99.9", phase, Map.of("entries", this.entries, "phase", phase), "ns"));
		}
		measurements.add(median("moved-share", "moved", circumstances, "percent"));
		measurements.add(Measurement.of(SET, "moved-share", "ideal", circumstances, 100.0 * (AFTER - BEFORE) / AFTER,
				"percent"));
		measurements.add(median("duration", "duration", circumstances, "ns"));
		measurements.forEach((measured) -> System.out.printf("%s %s %s: %,.1f %s%n", measured.scenario(),
				measured.subject(), measured.parameters(), measured.value(), measured.unit()));
		return measurements;
	}

	private Measurement median(String scenario, String figure, Map<String, ?> parameters, String unit) {
		return Measurement.median(SET, scenario, Rival.TWS.id(), parameters,
				this.samples.getOrDefault(figure, List.of()), unit);
	}

}
