package io.github.twscache.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.github.twscache.CacheStatistics;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What has to hold after any fault: nothing is locked, nobody waits for ever, no load is
 * left behind, and the counters add up.
 */
final class Aftermath {

	private Aftermath() {
	}

	/**
	 * Uses a cache in every way, from a thread that owns none of the locks that may have
	 * been left. Ends with an empty cache.
	 * @param keys those that the fault may have harmed, and others
	 */
	static void assertUnharmed(TtlCache<Object, String> cache, Workers workers, Object... keys) throws Exception {
		Workers.result(workers.start(() -> {
			for (Object key : keys) {
				useKey(cache, key);
			}
			useAll(cache);
			return true;
		}));
	}

	private static void useKey(TtlCache<Object, String> cache, Object key) {
		// Loads first: a write would take away what a load may have left behind.
		String present = cache.getIfPresent(key);
		assertThat(cache.get(key, (missing) -> "fresh")).as("%s", key).isEqualTo((present != null) ? present : "fresh");
		cache.put(key, "overwritten");
		assertThat(cache.getIfPresent(key)).isEqualTo("overwritten");
		assertThat(cache.putIfAbsent(key, "not stored")).isNotNull();
		assertThat(cache.invalidate(key)).isTrue();
		assertThat(cache.getIfPresent(key)).isNull();
		assertThat(cache.getAsync(key, (missing) -> CompletableFuture.completedFuture("loaded")))
			.isCompletedWithValue("loaded");
	}

	private static void useAll(TtlCache<Object, String> cache) {
		cache.resize(3).join();
		cache.setMaxSize(cache.settings().maximum());
		cache.cleanUp();
		assertThat(cache.keys()).isNotEmpty();
		assertAddsUp(cache);
		cache.resize(8).join();
		cache.invalidateAll();
		assertThat(cache.size()).isZero();
		assertAddsUp(cache);
	}

	/** Checks the counters of a cache that nobody else uses. */
	static void assertAddsUp(TtlCache<Object, String> cache) {
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.inserts() - metrics.evictions() - metrics.expirations() - metrics.invalidations())
			.as("entries made less those removed: %s", metrics)
			.isEqualTo(metrics.size());
		assertThat(metrics.loadsInFlight()).as("loads in flight").isZero();
	}

	/**
	 * Checks that what was thrown, or what it goes back to, says that the cache is
	 * closed.
	 */
	static void assertIsClosed(Throwable thrown) {
		assertThat(thrown).isNotNull();
		assertThat(rootOf(thrown)).isInstanceOfAny(IllegalStateException.class, RejectedExecutionException.class)
			.hasMessageContaining("closed");
	}

	/** Finds what a failure goes back to. */
	static Throwable rootOf(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
