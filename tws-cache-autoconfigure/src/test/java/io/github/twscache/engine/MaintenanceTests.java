package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.TwsOptimizedAsyncCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class MaintenanceTests {

	private final Set<Thread> before = new HashSet<>();

	@BeforeEach
	void rememberThreads() {
		this.before.addAll(Thread.getAllStackTraces().keySet());
	}

	@Test
	void hierarchyStartsNoThreadBeforeItHasACacheAndLeavesNoneBehind() {
		CacheHierarchy hierarchy = CacheHierarchy.builder().cleanupInterval(Duration.ofMillis(50)).build();
		assertThat(ownThreads()).isEmpty();
		use(hierarchy.cache("jobs"));
		assertThat(ownThreads()).isNotEmpty().allMatch(Thread::isDaemon);
		hierarchy.close();
		assertEnded();
	}

	@Test
	void closedCacheLeavesNoThreadBehind() {
		TwsOptimizedAsyncCache<Integer, Integer> cache = TwsOptimizedAsyncCache.<Integer, Integer>builder().build();
		for (int i = 0; i < 1000; i++) {
			cache.put(i, i);
			cache.getIfPresent(i);
		}
		cache.resize(16);
		assertThat(ownThreads()).isNotEmpty();
		cache.close();
		assertEnded();
	}

	@Test
	void forgottenCachesAreCollectedAndTheirThreadsEnd() {
		forget();
		assertThat(ownThreads()).isNotEmpty();
		Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(200)).until(() -> {
			System.gc();
			return ownThreads().isEmpty();
		});
	}

	private static void forget() {
		CacheHierarchy hierarchy = CacheHierarchy.builder().build();
		use(hierarchy.cache("jobs"));
		use(hierarchy.cache("streams"));
		hierarchy.resize(3).join();
		hierarchy.cleanUp();
	}

	private static void use(NamedCache<Object, Object> cache) {
		for (int i = 0; i < 1000; i++) {
			cache.put(i % 10, i);
			cache.getIfPresent(i % 10);
		}
	}

	@Test
	void oneWorkerIsKeptFreeForCleanup() {
		Maintenance maintenance = new Maintenance(3, Duration.ofDays(1).toNanos());
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger running = new AtomicInteger();
		for (int i = 0; i < 10; i++) {
			maintenance.execute(() -> {
				running.incrementAndGet();
				await(release);
			});
		}
		Awaitility.await().until(() -> running.get() == 2);
		CountDownLatch helped = new CountDownLatch(1);
		maintenance.help(helped::countDown, 1);
		await(helped);
		assertThat(running).hasValue(2);
		release.countDown();
		Awaitility.await().until(() -> running.get() == 10);
		maintenance.close();
	}

	@Test
	void taskThatFailsDoesNotEndItsWorkersWork() {
		Maintenance maintenance = new Maintenance(1, Duration.ofDays(1).toNanos());
		List<String> done = new ArrayList<>();
		CountDownLatch last = new CountDownLatch(1);
		CountDownLatch queued = new CountDownLatch(1);
		maintenance.execute(() -> {
			await(queued);
			throw new IllegalStateException("a task that fails on purpose");
		});
		maintenance.execute(() -> {
			done.add("second");
			last.countDown();
		});
		queued.countDown();
		await(last);
		assertThat(done).containsExactly("second");
		maintenance.close();
	}

	@Test
	void closedOneTakesNoTasksAndNoStores() {
		Maintenance maintenance = new Maintenance(2, Duration.ofDays(1).toNanos());
		maintenance.close();
		maintenance.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> maintenance.execute(() -> {
		})).withMessageContaining("closed");
		AtomicInteger ran = new AtomicInteger();
		maintenance.help(ran::incrementAndGet, 3);
		assertThat(ran).as("whoever asks does it all himself").hasValue(0);
		StoreSettings settings = new StoreSettings(1, 10, null, 0, -1, 0, 0, -1, 4, true);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new ShardedStore(settings, new CacheClock(() -> 0, false), maintenance, null));
	}

	/** A worker that has ended its work takes a moment to vanish from the list. */
	private void assertEnded() {
		Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> ownThreads().isEmpty());
	}

	private Set<Thread> ownThreads() {
		Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
		now.removeAll(this.before);
		now.removeIf((thread) -> !thread.getName().startsWith("tws-cache-"));
		return now;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
