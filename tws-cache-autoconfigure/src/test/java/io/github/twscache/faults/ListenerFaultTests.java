package io.github.twscache.faults;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.TwsOptimizedAsyncCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Listeners that throw, block, and use the cache they hear of.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final FakeTicker ticker = new FakeTicker();

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatAListenerThrowsChangesNothing(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(500));
		Set<Kind> heard = ConcurrentHashMap.newKeySet();
		CacheEventListener throwing = (event) -> {
			// Once for each kind, to spare the log.
			if (!heard.contains(event.kind())) {
				throw Fault.raise(fault.make());
			}
		};
		cache.addListener(throwing);
		cache.addListener((event) -> heard.add(event.kind()));
		causeEveryEvent(cache);
		assertThat(heard).containsExactlyInAnyOrder(Kind.values());
		cache.removeListener(throwing);
		Aftermath.assertUnharmed(cache, this.workers, "a", "loaded", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void listenerMayDoAnythingToTheCacheItHearsOf(Operation operation) throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(500));
		Set<Kind> used = ConcurrentHashMap.newKeySet();
		Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
		cache.addListener((event) -> {
			if (used.add(event.kind())) {
				Throwable failure = catchThrowable(() -> operation.run(cache, event.key()));
				if (failure != null) {
					thrown.add(failure);
				}
			}
		});
		causeEveryEvent(cache);
		assertThat(used).containsExactlyInAnyOrder(Kind.values());
		assertThat(thrown).isEmpty();
		Aftermath.assertUnharmed(cache, this.workers, "a", "loaded", "bystander");
	}

	/** Does what is heard of by events of all kinds, and checks each answer. */
	private void causeEveryEvent(NamedCache<Object, String> cache) {
		cache.put("a", "one");
		cache.put("b", "one");
		cache.put("b", "two");
		assertThat(cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		assertThat(cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")).join())
			.isEqualTo("value");
		Throwable failure = Fault.CHECKED.make();
		assertThat(catchThrowable(() -> cache.get("failing", (missing) -> {
			throw Fault.raise(failure);
		})).getCause()).isSameAs(failure);
		cache.put("c", "one");
		assertThat(cache.invalidate("c")).isTrue();
		cache.put("old", "value", Duration.ofSeconds(1));
		this.caches.ticker.advance(Duration.ofSeconds(2));
		assertThat(cache.cleanUp()).isPositive();
		for (int i = 0; i < 600; i++) {
			cache.put("many-" + i, "value");
		}
		assertThat(cache.getIfPresent("many-599")).isEqualTo("value");
		cache.setMaxSize(250);
		assertThat(cache.size()).isBetween(1L, 250L);
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatAListenerThrowsDoesNotEndTheBackgroundCleanup(Fault fault) {
		try (CacheHierarchy hierarchy = cleaningAllTheTime()) {
			NamedCache<Object, String> cache = hierarchy.cache("jobs");
			AtomicInteger heard = new AtomicInteger();
			cache.addListener((event) -> {
				if (event.kind() == Kind.EXPIRED && heard.incrementAndGet() == 1) {
					throw Fault.raise(fault.make());
				}
			});
			for (int round = 1; round <= 3; round++) {
				int expected = round;
				cache.put("key", "value");
				this.ticker.advance(Duration.ofHours(1));
				Awaitility.await().untilAsserted(() -> assertThat(heard).hasValue(expected));
				assertThat(cache.metrics().expirations()).isEqualTo(expected);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatAResizeListenerThrowsKeepsNobodyFromHearing(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		cache.put("key", "value");
		AtomicInteger heard = new AtomicInteger();
		cache.onResize(() -> {
			throw Fault.raise(fault.make());
		});
		cache.onResize(heard::incrementAndGet);
		cache.resize(5).get(10, TimeUnit.SECONDS);
		Awaitility.await().untilAsserted(() -> assertThat(heard).hasValue(1));
		cache.resize(8).get(10, TimeUnit.SECONDS);
		Awaitility.await().untilAsserted(() -> assertThat(heard).hasValue(2));
		assertThat(cache.getIfPresent("key")).isEqualTo("value");
	}

	@Test
	void listenerThatBlocksTheBackgroundCleanupHoldsUpNoCaller() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		try (CacheHierarchy hierarchy = cleaningAllTheTime()) {
			NamedCache<Object, String> cache = hierarchy.cache("blocked");
			NamedCache<Object, String> other = hierarchy.cache("other");
			cache.addListener((event) -> {
				if (event.kind() == Kind.EXPIRED && entered.getCount() > 0) {
					entered.countDown();
					Patience.await(release);
				}
			});
			cache.put("key", "value");
			this.ticker.advance(Duration.ofHours(1));
			Patience.await(entered);
			Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
			Aftermath.assertUnharmed(other, this.workers, "key", "bystander");
			release.countDown();
		}
		finally {
			release.countDown();
		}
	}

	/** With two workers: one is left for the change. */
	@Test
	void listenerInACleanupWorkerMayWaitForAChangeOfShards() {
		CountDownLatch inWorker = new CountDownLatch(1);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		try (TwsOptimizedAsyncCache<Object, String> cache = TwsOptimizedAsyncCache.<Object, String>builder()
			.ticker(this.ticker)
			.maxWorkers(2)
			.cleanupInterval(Duration.ofDays(1))
			.build()) {
			for (int i = 0; i < 1000; i++) {
				cache.put(i, "value");
			}
			cache.addListener((event) -> {
				if (!Thread.currentThread().getName().startsWith("tws-cache-worker")) {
					Patience.await(inWorker);
				}
				else if (inWorker.getCount() > 0) {
					inWorker.countDown();
					failure.set(catchThrowable(() -> cache.resize(5).get(10, TimeUnit.SECONDS)));
				}
			});
			this.ticker.advance(Duration.ofHours(1));
			assertThat(cache.cleanUp()).isPositive();
			assertThat(failure.get()).isNull();
			assertThat(cache.numShardsInUse()).isEqualTo(5);
			cache.cleanUp();
			assertThat(cache.size()).isZero();
		}
	}

	private CacheHierarchy cleaningAllTheTime() {
		return CacheHierarchy.builder().ticker(this.ticker).cleanupInterval(Duration.ofMillis(20)).build();
	}

	@Test
	void listenerThatFailsToSayWhatItWantsIsNotAdded() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		IllegalStateException failure = new IllegalStateException("kinds that fail on purpose");
		AtomicInteger heard = new AtomicInteger();
		CacheEventListener undecided = new CacheEventListener() {

			@Override
			public void onEvent(CacheEvent event) {
				heard.incrementAndGet();
			}

			@Override
			public Set<Kind> kinds() {
				throw failure;
			}

		};
		assertThat(catchThrowable(() -> cache.addListener(undecided))).isSameAs(failure);
		cache.put("key", "value");
		assertThat(heard).hasValue(0);
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

}
