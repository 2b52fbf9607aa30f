package io.github.twscache.benchmarks.workload;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * The synthetic workloads.
 */
public final class Workloads {

	/*
	 * Sizes are in proportion to the capacity C of the caches. Zipf draws from 16 C keys.
	 * Each part has a family of keys of its own; Zipf's is 0.
	 */

	private static final long SEED = 0x5eed;

	private static final int LOOPED = 1;

	private static final int ONCE = 2;

	private static final int RECENT = 3;

	private static final int EVEN = 4;

	private static final int HOT = 5;

	private static final int ZIPF_FACTOR = 16;

	private static final int SMALLEST_CAPACITY = 16;

	private Workloads() {
	}

	/**
	 * Gives all of them.
	 * @return one of each kind
	 */
	public static List<Workload> all() {
		return List.of(zipf(0.8), zipf(0.99), uniform(), zipfWithScans(), loop(1.05), loop(1.5), loop(2),
				shiftingHotSet(), phases(), mixture());
	}

	/**
	 * Finds a workload by its name in results.
	 * @param name the name
	 * @return the workload, if there is one of that name
	 */
	public static Optional<Workload> of(String name) {
		return all().stream().filter((workload) -> workload.name().equals(name)).findFirst();
	}

	/**
	 * Zipf's law over 16 C keys.
	 * @param exponent how skewed
	 * @return {@code zipf-} and the exponent
	 */
	public static Workload zipf(double exponent) {
		return new Named("zipf-" + exponent, (capacity, length) -> {
			Zipf zipf = new Zipf(ZIPF_FACTOR * capacity, exponent, SEED);
			return (i) -> zipf.next();
		});
	}

	/**
	 * Keys drawn evenly from 2 C: no policy can do better than one half.
	 * @return {@code uniform}
	 */
	public static Workload uniform() {
		return new Named("uniform", (capacity, length) -> {
			SplittableRandom random = new SplittableRandom(SEED);
			return (i) -> Keys.of(EVEN, random.nextInt(2 * capacity));
		});
	}

	/**
	 * Zipf 0.99; after every 4 C requests of it a scan of C keys that are never asked for
	 * again.
	 * @return {@code zipf-scan}
	 */
	public static Workload zipfWithScans() {
		return new Named("zipf-scan", (capacity, length) -> {
			Zipf zipf = new Zipf(ZIPF_FACTOR * capacity, 0.99, SEED);
			return (i) -> (i % (5 * capacity) < 4 * capacity) ? zipf.next() : Keys.of(ONCE, i);
		});
	}

	/**
	 * The same keys around and around: the worst for LRU, which never hits.
	 * @param factor the length of the loop, in C
	 * @return {@code loop-} and the factor
	 */
	public static Workload loop(double factor) {
		String text = (factor == Math.rint(factor)) ? String.valueOf((long) factor) : String.valueOf(factor);
		return new Named("loop-" + text, (capacity, length) -> {
			int keys = (int) Math.ceil(factor * capacity);
			return (i) -> Keys.of(LOOPED, i % keys);
		});
	}

	/**
	 * Nine requests in ten for a hot set of C / 2 keys, the others for 16 C; after every
	 * 20 C requests another hot set.
	 * @return {@code shifting-hot-set}
	 */
	public static Workload shiftingHotSet() {
		return new Named("shifting-hot-set", (capacity, length) -> {
			SplittableRandom random = new SplittableRandom(SEED);
			int hot = capacity / 2;
			return (i) -> (random.nextDouble() < 0.9) ? Keys.of(HOT, i / (20 * capacity) * hot + random.nextInt(hot))
					: Keys.of(EVEN, random.nextInt(ZIPF_FACTOR * capacity));
		});
	}

	/**
	 * Recency, then a loop of 1.5 C, then Zipf 0.99, each for a sixth of the stream, and
	 * all three once more.
	 * @return {@code phases}
	 */
	public static Workload phases() {
		return new Named("phases", (capacity, length) -> {
			Recency recency = new Recency(RECENT, capacity, new SplittableRandom(SEED));
			Zipf zipf = new Zipf(ZIPF_FACTOR * capacity, 0.99, SEED);
			int keys = (int) Math.ceil(1.5 * capacity);
			return (i) -> switch ((int) (6L * i / length) % 3) {
				case 0 -> recency.next();
				case 1 -> Keys.of(LOOPED, i % keys);
				default -> zipf.next();
			};
		});
	}

	/**
	 * At random: half Zipf 0.9, a fifth a loop of 2 C, a fifth recency, a tenth keys that
	 * are asked for once.
	 * @return {@code mixture}
	 */
	public static Workload mixture() {
		return new Named("mixture", (capacity, length) -> {
			SplittableRandom random = new SplittableRandom(SEED);
			Recency recency = new Recency(RECENT, capacity, random.split());
			Zipf zipf = new Zipf(ZIPF_FACTOR * capacity, 0.9, SEED);
			int[] looped = new int[1];
			return (i) -> switch (random.nextInt(10)) {
				case 0, 1, 2, 3, 4 -> zipf.next();
				case 5, 6 -> Keys.of(LOOPED, looped[0]++ % (2 * capacity));
				case 7, 8 -> recency.next();
				default -> Keys.of(ONCE, i);
			};
		});
	}

	/**
	 * A workload.
	 */
	private record Named(String name, Traffic traffic) implements Workload {

		@Override
		public int[] requests(int capacity, int length) {
			if (capacity < SMALLEST_CAPACITY) {
				throw new IllegalArgumentException(
						"capacity must be at least " + SMALLEST_CAPACITY + ", not " + capacity);
			}
			IntUnaryOperator keyOfRequest = this.traffic.start(capacity, length);
			int[] requests = new int[length];
			for (int i = 0; i < length; i++) {
				requests[i] = keyOfRequest.applyAsInt(i);
			}
			return requests;
		}

	}

	/**
	 * Starts a stream: gives what makes a key of the number of each request, asked in
	 * order.
	 */
	private interface Traffic {

		IntUnaryOperator start(int capacity, int length);

	}

}
