package io.github.twscache.concurrency;

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
			assertThat(once).isTrue();
			assertThat(cache.size()).isLessThanOrEqualTo(100);
			cache.resize(1).get(20, TimeUnit.SECONDS);
		}
	}

	private static TwsOptimizedAsyncCache<Integer, Integer> filled() {
		TwsOptimizedAsyncCache<Integer, Integer> cache = TwsOptimizedAsyncCache.<Integer, Integer>builder()
			.maxSize(1000)
			.numShards(8)
			.build();
		for (int i = 0; i < 1000; i++) {
			cache.put(i, i);
		}
		return cache;
	}

}
