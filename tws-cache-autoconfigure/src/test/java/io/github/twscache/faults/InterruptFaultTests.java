package io.github.twscache.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheLoadException;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Threads that are interrupted before and while they use a cache, and the cache's own.
 * Only who waits for another's load hears of it; nobody else loses his interrupt status.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final Set<Thread> before = new HashSet<>();

	@BeforeEach
	void rememberThreads() {
		this.before.addAll(Thread.getAllStackTraces().keySet());
	}

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void interruptedThreadDoesItsWorkAndStaysInterrupted(Operation operation) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		for (int i = 0; i < 500; i++) {
			cache.put("key-" + i, "value", Duration.ofSeconds(1 + i % 2));
		}
		this.caches.ticker.advance(Duration.ofSeconds(1));
		Future<Boolean> worker = this.workers.start(() -> {
			Thread.currentThread().interrupt();
			operation.run(cache, "key-1");
			operation.run(cache, "absent");
			return Thread.interrupted();
		});
		assertThat(Workers.result(worker)).isTrue();
		Aftermath.assertUnharmed(cache, this.workers, "key-1", "absent", "bystander");
	}

	@Test
	void interruptedThreadThatWouldHaveToWaitIsToldAtOnceAndTheLoadGoesOn() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (missing) -> source);
		Future<CompletableFuture<String>> worker = this.workers.start(() -> {
			Thread.currentThread().interrupt();
			Throwable told = catchThrowable(() -> cache.get("key", (missing) -> "not called"));
			assertThat(told).isExactlyInstanceOf(CacheLoadException.class)
				.hasCauseExactlyInstanceOf(InterruptedException.class);
			CompletableFuture<String> joined = cache.getAsync("key", (missing) -> source);
			assertThat(Thread.interrupted()).isTrue();
			return joined;
		});
		CompletableFuture<String> joined = Workers.result(worker);
		assertThat(leader).isNotDone();
		source.complete("loaded");
		assertThat(leader).isCompletedWithValue("loaded");
		assertThat(joined).isCompletedWithValue("loaded");
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@Test
	void interruptOfAllWhoWaitLeavesTheLoadAlone() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Future<String> leader = this.workers.start(() -> cache.get("key", (missing) -> {
			this.entered.countDown();
			Patience.await(this.release);
			return "loaded";
		}));
		Patience.await(this.entered);
		List<Future<Boolean>> waiters = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			waiters.add(this.workers.start(() -> {
				Throwable told = catchThrowable(() -> cache.get("key", (missing) -> "not called"));
				assertThat(told).hasCauseExactlyInstanceOf(InterruptedException.class);
				return Thread.interrupted();
			}));
			threads.add(this.workers.last());
			this.workers.awaitBlocked();
		}
		threads.forEach(Thread::interrupt);
		for (Future<Boolean> waiter : waiters) {
			assertThat(Workers.result(waiter)).isTrue();
		}
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
		assertThat(cache.metrics().loads()).isOne();
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@Test
	void loaderThatSwallowsItsInterruptServesAllWhoWait() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Future<String> leader = this.workers.start(() -> cache.get("key", (missing) -> {
			this.entered.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				return "rescued";
			}
			return "not interrupted";
		}));
		Thread leading = this.workers.last();
		Patience.await(this.entered);
		Future<String> waiter = this.workers.start(() -> cache.get("key", (missing) -> "not called"));
		this.workers.awaitBlocked();
		leading.interrupt();
		assertThat(Workers.result(leader)).isEqualTo("rescued");
		assertThat(Workers.result(waiter)).isEqualTo("rescued");
		assertThat(cache.getIfPresent("key")).isEqualTo("rescued");
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@Test
	void valueOfALoaderThatLeavesItsThreadInterruptedIsStored() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Future<Boolean> leader = this.workers.start(() -> {
			assertThat(cache.get("key", (missing) -> {
				Thread.currentThread().interrupt();
				return "loaded";
			})).isEqualTo("loaded");
			return Thread.interrupted();
		});
		assertThat(Workers.result(leader)).isTrue();
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@Test
	void closeByAnInterruptedThreadEndsAllThreads() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		for (int i = 0; i < 1000; i++) {
			cache.put("key-" + i, "value");
		}
		cache.resize(16).join();
		assertThat(ownThreads()).isNotEmpty();
		Future<Boolean> closer = this.workers.start(() -> {
			Thread.currentThread().interrupt();
			this.caches.hierarchy.close();
			return Thread.interrupted();
		});
		assertThat(Workers.result(closer)).isTrue();
		Awaitility.await().until(() -> ownThreads().isEmpty());
	}

	@Test
	void strayInterruptsOfTheCachesOwnThreadsEndNothing() throws Exception {
		FakeTicker ticker = new FakeTicker();
		try (CacheHierarchy hierarchy = CacheHierarchy.builder()
			.ticker(ticker)
			.cleanupInterval(Duration.ofMillis(20))
			.build()) {
			NamedCache<Object, String> cache = hierarchy.cache("jobs");
			for (int round = 0; round < 5; round++) {
				for (int i = 0; i < 1000; i++) {
					cache.put("key-" + i, "value");
				}
				CompletableFuture<Void> moved = cache.resize(5 + round % 2);
				ownThreads().forEach(Thread::interrupt);
				moved.join();
				assertThat(cache.size()).isEqualTo(1000);
				ticker.advance(Duration.ofHours(1));
				ownThreads().forEach(Thread::interrupt);
				Awaitility.await().until(() -> cache.size() == 0);
			}
			Aftermath.assertUnharmed(cache, this.workers, "key-1", "bystander");
		}
	}

	private Set<Thread> ownThreads() {
		Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
		now.removeAll(this.before);
		now.removeIf((thread) -> !thread.getName().startsWith("tws-cache-"));
		return now;
	}

}
