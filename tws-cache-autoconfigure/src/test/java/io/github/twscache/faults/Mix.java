package io.github.twscache.faults;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.github.twscache.CacheStatistics;
import io.github.twscache.LoadTicket;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mixes all operations of a cache, for many threads at once. The value of a key is its
 * own text, so that a mix-up shows, and what the cache has counted can be told.
 */
final class Mix {

	/** The choices of {@link #step}. */
	private static final int CHOICES = 10_000;

	private static final int KEYS = 20_000;

	private final NamedCache<Object, String> cache;

	private final int maxSize;

	private final Executor executor;

	private final LongAdder lookUps = new LongAdder();

	private final LongAdder loads = new LongAdder();

	/**
	 * Creates the mix.
	 * @param maxSize the bound of the cache
	 * @param executor runs asynchronous loads
	 */
	Mix(NamedCache<Object, String> cache, int maxSize, Executor executor) {
		this.cache = cache;
		this.maxSize = maxSize;
		this.executor = executor;
	}

	/** Does everything once, so that no class has to be loaded later. */
	void warmUp() throws Exception {
		for (int choice = 0; choice < CHOICES; choice++) {
			step(choice, "warm-" + choice % 7);
		}
		run(100, new SplittableRandom(1));
	}

	/** Does a number of steps, chosen at random. */
	void run(int steps, SplittableRandom random) throws Exception {
		for (int i = 0; i < steps; i++) {
			double skewed = random.nextDouble() * random.nextDouble();
			step(random.nextInt(CHOICES), "job-" + (int) (skewed * KEYS));
		}
	}

	private void step(int choice, String key) throws Exception {
		if (choice < 4000) {
			lookUp(key);
		}
		else if (choice < 5500) {
			this.cache.put(key, key);
		}
		else if (choice < 6000) {
			this.cache.put(key, key, Duration.ofMillis(20));
		}
		else if (choice < 6500) {
			this.cache.putIfAbsent(key, key);
		}
		else if (choice < 8000) {
			load(key);
		}
		else if (choice < 9000) {
			loadAsync(key);
		}
		else if (choice < 9300) {
			loadInSteps(key, choice < 9200);
		}
		else if (choice < 9700) {
			this.cache.invalidate(key);
		}
		else if (choice < 9800) {
			this.cache.lookup(key).ifPresent((found) -> assertThat(found.value()).isEqualTo(key));
		}
		else if (choice < 9940) {
			this.cache.inspect(key);
		}
		else {
			all(choice);
		}
	}

	/** What concerns all entries. */
	private void all(int choice) {
		if (choice < 9990) {
			assertThat(this.cache.size()).isLessThanOrEqualTo(this.maxSize);
		}
		else if (choice < 9995) {
			assertThat(this.cache.metrics().gets()).isNotNegative();
		}
		else if (choice < 9997) {
			this.cache.cleanUp();
		}
		else if (choice < 9998) {
			this.cache.keys().forEach((key) -> assertThat(key).isNotNull());
		}
		else if (choice == 9998) {
			this.cache.invalidateAll();
		}
		else {
			this.cache.resize(8 - this.cache.settings().numShards() / 2).join();
		}
	}

	private void lookUp(String key) {
		String value = this.cache.getIfPresent(key);
		this.lookUps.increment();
		if (value != null) {
			assertThat(value).isEqualTo(key);
		}
	}

	private void load(String key) {
		String value = this.cache.get(key, (missing) -> {
			// The shortest of parks: a virtual thread leaves its carrier.
			LockSupport.parkNanos(1);
			this.loads.increment();
			return missing.toString();
		});
		this.lookUps.increment();
		assertThat(value).isEqualTo(key);
	}

	private void loadAsync(String key) throws Exception {
		CompletableFuture<String> answer = this.cache.getAsync(key, (missing) -> CompletableFuture.supplyAsync(() -> {
			LockSupport.parkNanos(1);
			this.loads.increment();
			return missing.toString();
		}, this.executor));
		this.lookUps.increment();
		assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(key);
	}

	private void loadInSteps(String key, boolean shared) throws Exception {
		LoadTicket<String> ticket = this.cache.startLoad(key, () -> shared);
		switch (ticket.role()) {
			case FOUND -> assertThat(ticket.value()).isEqualTo(key);
			case WAITS -> assertThat(ticket.future().get(30, TimeUnit.SECONDS)).isEqualTo(key);
			case LEADS, ALONE -> {
				LockSupport.parkNanos(1);
				this.loads.increment();
				ticket.store(key);
			}
		}
	}

	/** Compares what the cache has counted with what was done. */
	void assertCounted() {
		CacheStatistics metrics = this.cache.metrics();
		assertThat(metrics.gets()).isEqualTo(this.lookUps.sum());
		assertThat(metrics.loads()).isEqualTo(this.loads.sum());
		assertThat(metrics.loadFailures()).isZero();
		Aftermath.assertAddsUp(this.cache);
		assertThat(metrics.evictions()).as("the bound was reached").isPositive();
		assertThat(metrics.moves()).as("shards came and went").isPositive();
	}

}
