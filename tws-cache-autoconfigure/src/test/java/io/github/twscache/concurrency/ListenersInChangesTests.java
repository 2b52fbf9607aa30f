package io.github.twscache.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.TwsOptimizedAsyncCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners hear of a change of the cache when it is over, so they may ask for another.
 */
@Timeout(30)
class ListenersInChangesTests {

	@Test
	void resizeListenerMayChangeTheBound() throws Exception {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = filled()) {
			cache.onResize(() -> cache.setMaxSize(500));
			cache.resize(4).get(20, TimeUnit.SECONDS);
			Awaitility.await().untilAsserted(() -> assertThat(cache.size()).isLessThanOrEqualTo(500));
			cache.resize(2).get(20, TimeUnit.SECONDS);
			assertThat(cache.numShardsInUse()).isEqualTo(2);
		}
	}

	@Test
	void evictionListenerMayChangeTheBoundThatEvicts() throws Exception {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = filled()) {
			AtomicBoolean once = new AtomicBoolean();
			cache.addListener((event) -> {
				if (event.kind() == Kind.EVICTED && once.compareAndSet(false, true)) {
					cache.setMaxSize(100);
				}
			});
			cache.setMaxSize(500);
			Awaitility.await().untilAsserted(() -> {
				assertThat(once).isTrue();
				assertThat(cache.size()).isLessThanOrEqualTo(100);
			});
			cache.resize(1).get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void changeAskedForInAResizeListenerIsMadeWithASingleWorker() throws Exception {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = filled(1)) {
			AtomicBoolean once = new AtomicBoolean();
			CountDownLatch resizedAgain = new CountDownLatch(1);
			cache.onResize(() -> {
				if (once.compareAndSet(false, true)) {
					cache.resize(3).join();
					resizedAgain.countDown();
				}
			});
			cache.resize(5).get(20, TimeUnit.SECONDS);
			assertThat(resizedAgain.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(cache.numShardsInUse()).isEqualTo(3);
		}
	}

	@Test
	void changeAskedForWhenAnotherEndsIsMadeWithASingleWorker() throws Exception {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = filled(1)) {
			cache.resize(5).thenRun(() -> cache.resize(3).join()).get(20, TimeUnit.SECONDS);
			assertThat(cache.numShardsInUse()).isEqualTo(3);
		}
	}

	@Test
	void thousandsOfChangesInLineAreAllMade() throws Exception {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = filled(2)) {
			List<CompletableFuture<Void>> changes = new ArrayList<>();
			for (int i = 0; i < 20_000; i++) {
				changes.add(cache.resize(9 + i / 10_000));
			}
			CompletableFuture.allOf(changes.toArray(CompletableFuture<?>[]::new)).get(25, TimeUnit.SECONDS);
			cache.resize(2).get(20, TimeUnit.SECONDS);
			assertThat(cache.numShardsInUse()).isEqualTo(2);
		}
	}

	private static TwsOptimizedAsyncCache<Integer, Integer> filled() {
		return filled(4);
	}

	private static TwsOptimizedAsyncCache<Integer, Integer> filled(int maxWorkers) {
		TwsOptimizedAsyncCache<Integer, Integer> cache = TwsOptimizedAsyncCache.<Integer, Integer>builder()
			.maxSize(1000)
			.numShards(8)
			.maxWorkers(maxWorkers)
			.build();
		for (int i = 0; i < 1000; i++) {
			cache.put(i, i);
		}
		return cache;
	}

}
