package io.github.twscache.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheEventListener;
import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A close in the middle of everything: nobody waits for ever, whoever is refused is told
 * why, and no thread is left.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CloseFaultTests {

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
	void noThreadIsLeft() {
		this.release.countDown();
		this.caches.hierarchy.close();
		Awaitility.await().until(() -> {
			Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
			now.removeAll(this.before);
			return now.stream().noneMatch((thread) -> thread.getName().startsWith("tws-cache-"));
		});
	}

	@Test
	void closeWhileEveryOperationIsUnderWayRefusesThemAll() throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(1000));
		AtomicInteger heard = new AtomicInteger();
		cache.addListener((event) -> heard.incrementAndGet());
		CountDownLatch underWay = new CountDownLatch(Operation.values().length);
		List<Future<Throwable>> refusals = new ArrayList<>();
		for (Operation operation : Operation.values()) {
			refusals.add(this.workers.start(() -> repeatUntilRefused(cache, operation, underWay)));
		}
		Patience.await(underWay);
		this.caches.hierarchy.close();
		for (Future<Throwable> refusal : refusals) {
			Aftermath.assertIsClosed(Workers.result(refusal));
		}
		assertThat(heard).hasPositiveValue();
	}

	/** Each operation has keys of its own, so that none waits for a load of another. */
	private static Throwable repeatUntilRefused(NamedCache<Object, String> cache, Operation operation,
			CountDownLatch underWay) {
		Throwable refusal = null;
		for (int i = 0; refusal == null; i++) {
			String key = operation + "-" + (i % 100);
			refusal = catchThrowable(() -> operation.run(cache, key));
			if (i == 50 || refusal != null) {
				underWay.countDown();
			}
		}
		return refusal;
	}

	@Test
	void closeDuringLoadsEndsAllThatWaitAndTheLeaderGetsItsValue() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Future<String> leader = this.workers.start(() -> cache.get("key", (missing) -> {
			this.entered.countDown();
			Patience.await(this.release);
			return "loaded";
		}));
		Patience.await(this.entered);
		List<Future<?>> waiting = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			waiting.add(this.workers.start(() -> cache.get("key", (missing) -> "not called")));
			this.workers.awaitBlocked();
			waiting.add(cache.getAsync("key", (missing) -> new CompletableFuture<>()));
			waiting.add(cache.getAsync("future-" + i, (missing) -> new CompletableFuture<>()));
		}
		this.caches.hierarchy.close();
		for (Future<?> waiter : waiting) {
			Aftermath.assertIsClosed(catchThrowable(() -> Workers.result(waiter)));
		}
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
	}

	@Test
	void futureOfALoadThatIsRegisteredWhileTheCacheClosesIsNotLeftOpen() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		AtomicInteger hashes = new AtomicInteger();
		HookedKey key = new HookedKey(1, 42, () -> {
			// First asked for the look-up, then for the table of loads.
			if (hashes.incrementAndGet() == 2) {
				this.entered.countDown();
				Patience.await(this.release);
			}
		}, HookedKey.NOTHING);
		Future<CompletableFuture<String>> asked = this.workers
			.start(() -> cache.getAsync(key, (missing) -> new CompletableFuture<>()));
		Patience.await(this.entered);
		this.caches.hierarchy.close();
		this.release.countDown();
		Aftermath.assertIsClosed(catchThrowable(() -> Workers.result(Workers.result(asked))));
	}

	/** Operations whose events their own thread is told of. */
	@ParameterizedTest
	@EnumSource(
			names = { "PUT", "PUT_IF_ABSENT", "LOAD", "ASYNC_LOAD", "FAILING_LOAD", "INVALIDATE", "CLEAR", "CLEAN_UP" })
	void closeDoesNotWaitForAListenerThatBlocks(Operation operation) throws Exception {
		// One shard: cleanup then runs in its caller's thread alone.
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(100));
		cache.put("present", "value");
		if (operation == Operation.CLEAN_UP) {
			this.caches.ticker.advance(FaultCaches.TTL);
		}
		cache.addListener(blockOnce());
		Future<Boolean> busy = this.workers.start(() -> {
			operation.run(cache, (operation == Operation.INVALIDATE) ? "present" : "absent");
			return true;
		});
		Patience.await(this.entered);
		assertThat(Workers.result(this.workers.start(() -> {
			this.caches.hierarchy.close();
			return cache.isClosed();
		}))).isTrue();
		Aftermath.assertIsClosed(catchThrowable(() -> cache.getIfPresent("present")));
		this.release.countDown();
		Throwable thrown = catchThrowable(() -> Workers.result(busy));
		if (thrown != null) {
			Aftermath.assertIsClosed(thrown);
		}
	}

	private CacheEventListener blockOnce() {
		return (event) -> {
			if (this.entered.getCount() > 0) {
				this.entered.countDown();
				Patience.await(this.release);
			}
		};
	}

	@Test
	void cacheMayBeClosedByManyAtTheSameTime() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		for (int i = 0; i < 1000; i++) {
			cache.put("key-" + i, "value");
		}
		CompletableFuture<Void> moved = cache.resize(16);
		List<Future<Boolean>> closers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			closers.add(this.workers.start(() -> {
				this.release.await();
				cache.close();
				this.caches.hierarchy.close();
				return true;
			}));
		}
		this.release.countDown();
		for (Future<Boolean> closer : closers) {
			assertThat(Workers.result(closer)).isTrue();
		}
		Awaitility.await().until(moved::isDone);
		Aftermath.assertIsClosed(catchThrowable(() -> cache.getIfPresent("key-1")));
	}

}
