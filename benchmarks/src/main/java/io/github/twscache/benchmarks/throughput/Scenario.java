package io.github.twscache.benchmarks.throughput;

import java.util.List;
import java.util.Locale;

import io.github.twscache.benchmarks.rivals.Rival;

/**
 * What is done to the caches, by the names it has in results.
 */
enum Scenario {

	READ(ReadBenchmark.class, "read", 2, 8),

	READ_EQUAL(ReadBenchmark.class, "readEqual"),

	MIXED(WriteBenchmark.class, "mixed", 8),

	READERS_WRITERS(ReadersWritersBenchmark.class, "readersWriters", 8),

	OVERWRITE(WriteBenchmark.class, "overwrite", 2, 8),

	EVICT(WriteBenchmark.class, "evict", 2, 8),

	CHURN(WriteBenchmark.class, "churn"),

	LOAD_HIT(ReadBenchmark.class, "loadHit"),

	ASYNC_GET(ReadBenchmark.class, "asyncGet");

	private static final List<Rival> SYNCHRONOUS = List.of(Rival.TWS, Rival.CAFFEINE, Rival.CACHE2K, Rival.GUAVA,
			Rival.EHCACHE, Rival.HASHMAP, Rival.BASELINE);

	private static final List<Rival> ASYNCHRONOUS = List.of(Rival.TWS, Rival.CAFFEINE_ASYNC, Rival.CACHE2K,
			Rival.HASHMAP, Rival.BASELINE);

	private final String benchmark;

	@SuppressWarnings("ImmutableEnumChecker") // of List.of
	private final List<Integer> targetThreads;

	Scenario(Class<?> type, String method, Integer... targetThreads) {
		this.benchmark = type.getName() + "." + method;
		this.targetThreads = List.of(targetThreads);
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String benchmark() {
		return this.benchmark;
	}

	/**
	 * Gives the caches that can do it: those without a bound cannot evict, and a map
	 * knows no time.
	 */
	List<Rival> rivals() {
		return switch (this) {
			case ASYNC_GET -> ASYNCHRONOUS;
			case EVICT -> SYNCHRONOUS.stream().filter(Rival::isBounded).toList();
			case CHURN -> SYNCHRONOUS.stream().filter((rival) -> rival != Rival.HASHMAP).toList();
			default -> SYNCHRONOUS;
		};
	}

	/** Gives the numbers of threads that it is measured with. */
	List<Integer> threads() {
		return switch (this) {
			case READERS_WRITERS -> this.targetThreads;
			case READ_EQUAL -> List.of(1, 2, 8);
			default -> List.of(1, 2, 8, 100);
		};
	}

	/** Whether a promise depends on it with any number of threads. */
	boolean isTarget() {
		return !this.targetThreads.isEmpty();
	}

	/** Whether a promise depends on it with so many threads. */
	boolean isTarget(int threads) {
		return this.targetThreads.contains(threads);
	}

}
