package io.github.twscache.benchmarks.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.engine.ConsistentHash;
import io.github.twscache.engine.Spread;

/**
 * Compares the ring with the remainder of a division, and with what would be ideal: how
 * evenly keys are spread, how many change shards when there is one more (or twice as
 * many), and how long a look-up takes. Arguments: profile, directory for the figures.
 */
public final class RingRun {

	/** The name of the set. */
	public static final String SET = "ring";

	private static final String TWS = "tws";

	private static final String MODULO = "modulo";

	private static final String IDEAL = "ideal";

	private static final List<Integer> SHARDS = List.of(2, 3, 4, 8, 16, 32, 64);

	private final Run run;

	private final int[] hashes;

	private final List<Measurement> measurements = new ArrayList<>();

	private RingRun(Run run) {
		this.run = run;
		// Hashed as the product does it, for all ways alike.
		this.hashes = IntStream.range(0, run.choose(20_000, 1_000_000, 1_000_000))
			.map((i) -> Spread.hash("key-" + i))
			.toArray();
	}

	/**
	 * Runs the comparison.
	 * @param args see above
	 */
	public static void main(String[] args) {
		RingRun ring = new RingRun(Run.parse(args));
		for (int shards : SHARDS) {
			ring.balance(shards);
			ring.moved("moved", shards, shards + 1);
			ring.moved("moved-doubling", shards, 2 * shards);
		}
		ring.lookUp(8);
		ring.lookUp(64);
		ring.run.write(SET, ring.measurements);
	}

	private static IntUnaryOperator tws(int shards) {
		return ConsistentHash.of(shards)::shardOf;
	}

	private static IntUnaryOperator modulo(int shards) {
		return (hash) -> Math.floorMod(hash, shards);
	}

	private void balance(int shards) {
		balance(shards, TWS, Balance.of(this.hashes, shards, tws(shards)));
		balance(shards, MODULO, Balance.of(this.hashes, shards, modulo(shards)));
		balance(shards, IDEAL, new Balance(1, 0));
	}

	private void balance(int shards, String subject, Balance balance) {
		add("balance", subject, Map.of("shards", shards, "figure", "max-to-mean"), balance.maxToMean(), "ratio");
		add("balance", subject, Map.of("shards", shards, "figure", "coefficient-of-variation"), balance.variation(),
				"ratio");
	}

	private void moved(String scenario, int from, int to) {
		Map<String, Integer> parameters = Map.of("shards", from, "to", to);
		add(scenario, TWS, parameters, moved(tws(from), tws(to)), "percent");
		add(scenario, MODULO, parameters, moved(modulo(from), modulo(to)), "percent");
		add(scenario, IDEAL, parameters, 100.0 * (to - from) / to, "percent");
	}

	private double moved(IntUnaryOperator before, IntUnaryOperator after) {
		long moved = Arrays.stream(this.hashes)
			.filter((hash) -> before.applyAsInt(hash) != after.applyAsInt(hash))
			.count();
		return 100.0 * moved / this.hashes.length;
	}

	private void lookUp(int shards) {
		int[] some = Arrays.copyOf(this.hashes, Math.min(this.hashes.length, 1 << 17));
		List<List<Double>> samples = new LookUp(some, shards).nanos(this.run.choose(2, 30, 50),
				this.run.choose(3, 31, 101));
		for (int i = 0; i < samples.size(); i++) {
			Measurement measured = Measurement.median(SET, "look-up", LookUp.WAYS.get(i), Map.of("shards", shards),
					samples.get(i), "ns");
			this.measurements.add(measured);
			print(measured);
		}
	}

	private void add(String scenario, String subject, Map<String, ?> parameters, double value, String unit) {
		Measurement measured = Measurement.of(SET, scenario, subject, parameters, value, unit);
		this.measurements.add(measured);
		print(measured);
	}

	private static void print(Measurement measured) {
		System.out.printf(Locale.ROOT, "%-15s %-8s %-60s %.4f %s%n", measured.scenario(), measured.subject(),
				measured.parameters(), measured.value(), measured.unit());
	}

}
