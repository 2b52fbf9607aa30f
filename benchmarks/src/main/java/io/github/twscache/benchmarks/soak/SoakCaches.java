package io.github.twscache.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.Weigher;
import io.github.twscache.benchmarks.timing.Operation;

/**
 * The caches under load: one of plain entries, one whose entries have a weight and expire
 * when nobody reads them. They share threads, and both are asked for more than they hold.
 */
final class SoakCaches implements AutoCloseable {

	private static final String PLAIN = "plain";

	private static final String DETAILED = "detailed";

	private static final int KEYS_AN_ENTRY = 4;

	private static final double MEAN_WEIGHT = 2.5;

	/**
	 * More and fewer; the sizes of their tables differ, so all take part in each fifth.
	 */
	private static final int[] SHARDS = { 12, 5, 8 };

	/** Windows repeat what disturbs them after so many. */
	private static final int PERIOD = 4;

	private static final long PATIENCE_SECONDS = 60;

	private final int entries;

	private final ExecutorService loaders = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "soak-loader");
		thread.setDaemon(true);
		return thread;
	});

	private final CacheHierarchy hierarchy;

	private final List<SoakCache> caches;

	/**
	 * Makes the caches, empty.
	 * @param entries how many each of them holds
	 */
	SoakCaches(int entries) {
		this.entries = entries;
		this.hierarchy = CacheHierarchy.builder()
			.cleanupInterval(Duration.ofSeconds(1))
			.settings(this::settings)
			.build();
		this.caches = List.of(new SoakCache(this.hierarchy.cache(PLAIN), this.loaders),
				new SoakCache(this.hierarchy.cache(DETAILED), this.loaders));
	}

	private CacheSettings settings(String name) {
		CacheSettingsBuilder settings = CacheSettings.builder()
			.maxSize(this.entries)
			.ttl(Duration.ofSeconds(10))
			.ttlJitter(0.2)
			.keyLockMax(256);
		if (name.equals(DETAILED)) {
			Weigher<Integer, Value> weigher = (key, value) -> (value != null) ? value.weight() : 1;
			settings.maxWeight((long) (this.entries * MEAN_WEIGHT))
				.weigher(weigher)
				.expireAfterAccess(Duration.ofSeconds(5));
		}
		return settings.build();
	}

	Operation newCaller(SplittableRandom random) {
		return new Caller(this.caches, KEYS_AN_ENTRY * this.entries, random);
	}

	/** Clears the caches, changes their shards, or does nothing, by turns. */
	void disturb(int window) {
		if (window % PERIOD == 1) {
			this.caches.forEach((cache) -> cache.cache().invalidateAll());
		}
		else if (window % PERIOD == PERIOD - 1) {
			this.hierarchy.resize(SHARDS[(window / PERIOD) % SHARDS.length]).join();
		}
	}

	/**
	 * Waits for what callers have left to others, and checks what is true from then on.
	 * Call when no caller is at work.
	 */
	void settle() {
		try {
			// One thread, so this is behind all that it has been given before.
			this.loaders.submit(() -> true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while loads end", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Loads in the background do not end", ex);
		}
		this.caches.forEach(SoakCache::checkQuiet);
	}

	/** Fills the caches to their bounds, and drops what nobody needs any more. */
	void fill() {
		this.caches.forEach((cache) -> cache.fill(2 * this.entries));
		this.hierarchy.cleanUp();
	}

	long size() {
		return this.caches.stream().mapToLong((cache) -> cache.cache().size()).sum();
	}

	@Override
	public void close() {
		this.hierarchy.close();
		this.loaders.shutdownNow();
	}

}
