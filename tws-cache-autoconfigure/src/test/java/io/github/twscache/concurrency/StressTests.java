package io.github.twscache.concurrency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mixes all operations in eight threads, for a minute with {@code -Dtws.stress=true}, and
 * checks each answer and, at the end, every counter against what the threads did.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StressTests {

	private static final int THREADS = 8;

	private static final int MAX_SIZE = 1000;

	private static final int SHARED_KEYS = 4_000;

	private static final Duration LENGTH = Duration.ofSeconds(Boolean.getBoolean("tws.stress") ? 60 : 3);

	private final LongAdder gets = new LongAdder();

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder loaded = new LongAdder();

	private final LongAdder stores = new LongAdder();

	private final LongAdder invalidated = new LongAdder();

	@Test
	void nothingIsLostNothingRemovedComesBackAndCountersAreExact() throws Exception {
		CacheHierarchy hierarchy = CacheHierarchy.builder()
			.settings((name) -> CacheSettings.builder()
				.maxSize(MAX_SIZE)
				.ttl(Duration.ofMillis(300))
				.numShards(8)
				.keyLockMax(64)
				.build())
			.cleanupInterval(Duration.ofMillis(100))
			.build();
		try (hierarchy) {
			NamedCache<String, Long> cache = hierarchy.cache("stress");
			// The same callers with -Dtws.stress.seed, not the same order of their
			// threads.
			long seed = Long.getLong("tws.stress.seed", System.nanoTime());
			System.getLogger(StressTests.class.getName()).log(System.Logger.Level.INFO, "seed " + seed);
			run(cache, seed);
			cache.resize(8).get(30, TimeUnit.SECONDS);
			CacheStatistics statistics = cache.metrics();
			assertThat(statistics.gets()).isEqualTo(this.gets.sum());
			assertThat(statistics.hits()).isEqualTo(this.hits.sum());
			assertThat(statistics.misses()).isEqualTo(this.misses.sum());
			assertThat(statistics.puts()).isEqualTo(this.stores.sum());
			assertThat(statistics.loads()).isEqualTo(this.loaded.sum());
			assertThat(statistics.invalidations()).isEqualTo(this.invalidated.sum());
			assertThat(statistics.inserts() - statistics.evictions() - statistics.expirations()
					- statistics.invalidations())
				.isEqualTo(statistics.size());
			assertThat(statistics.moves()).as("resizes moved entries").isPositive();
			assertThat(statistics.evictions()).as("the bound was reached").isPositive();
			assertThat(statistics.expirations()).as("entries expired").isPositive();
			assertThat(statistics.l1Hits()).as("the first level took part").isPositive();
			assertThat(statistics.loadsInFlight()).isZero();
			// An entry that the timer wheel had lost would stay for ever.
			Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
				cache.cleanUp();
				assertThat(cache.size()).isZero();
			});
			assertThat(cache.keys()).isEmpty();
		}
	}

	private void run(NamedCache<String, Long> cache, long seed) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		long end = System.nanoTime() + LENGTH.toNanos();
		try {
			List<Future<?>> runs = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Driver driver = new Driver(cache, i, new SplittableRandom(seed + i));
				runs.add(threads.submit(() -> {
					while (System.nanoTime() < end) {
						driver.step();
					}
					return null;
				}));
			}
			for (Future<?> run : runs) {
				join(run);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void join(Future<?> run) throws InterruptedException, ExecutionException, TimeoutException {
		run.get(LENGTH.toSeconds() + 30, TimeUnit.SECONDS);
	}

	/**
	 * One thread's work. The value of a key that threads share is the key's hash code; a
	 * key of a thread's own has a value that only grows, so that an old one shows.
	 */
	private final class Driver {

		private final NamedCache<String, Long> cache;

		private final int id;

		private final SplittableRandom random;

		private long generation;

		private Driver(NamedCache<String, Long> cache, int id, SplittableRandom random) {
			this.cache = cache;
			this.id = id;
			this.random = random;
		}

		private void step() {
			double skewed = Math.pow(this.random.nextDouble(), 3);
			String key = "job-" + (int) (skewed * SHARED_KEYS);
			int choice = this.random.nextInt(1000);
			if (choice < 600) {
				get(key);
			}
			else if (choice < 750) {
				this.cache.put(key, (long) key.hashCode());
				StressTests.this.stores.increment();
			}
			else if (choice < 800) {
				invalidate(key);
			}
			else if (choice < 900) {
				load("loaded-" + this.id + "-" + key);
			}
			else if (choice < 985) {
				ownKey("own-" + this.id + "-" + this.random.nextInt(50));
			}
			else if (choice < 999) {
				assertThat(this.cache.size()).as("the bound holds at every look").isLessThanOrEqualTo(MAX_SIZE);
			}
			else {
				rare();
			}
		}

		private void get(String key) {
			Long value = this.cache.getIfPresent(key);
			count(value);
			if (value != null) {
				assertThat(value).isEqualTo(key.hashCode());
			}
		}

		private void count(Long value) {
			StressTests.this.gets.increment();
			((value != null) ? StressTests.this.hits : StressTests.this.misses).increment();
		}

		/**
		 * Nobody else loads or removes these keys, so each load is this thread's and
		 * stored.
		 */
		private void load(String key) {
			boolean[] ran = new boolean[1];
			Long value = this.cache.get(key, (missing) -> {
				ran[0] = true;
				return (long) missing.hashCode();
			});
			assertThat(value).isEqualTo(key.hashCode());
			count(ran[0] ? null : value);
			if (ran[0]) {
				StressTests.this.loaded.increment();
				StressTests.this.stores.increment();
			}
		}

		private void invalidate(String key) {
			if (this.cache.invalidate(key)) {
				StressTests.this.invalidated.increment();
			}
		}

		private void ownKey(String key) {
			long written = ++this.generation;
			this.cache.put(key, written);
			StressTests.this.stores.increment();
			Long seen = this.cache.getIfPresent(key);
			count(seen);
			assertThat(seen).as("own write").isIn(null, written);
			invalidate(key);
			Long after = this.cache.getIfPresent(key);
			count(after);
			assertThat(after).as("after invalidate").isNull();
		}

		private void rare() {
			if (this.id == 0) {
				this.cache.resize(1 + this.random.nextInt(48));
			}
		}

	}

}
