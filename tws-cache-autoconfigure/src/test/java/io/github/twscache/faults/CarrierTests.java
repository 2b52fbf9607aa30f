package io.github.twscache.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many more virtual threads than carriers wait, in loaders and for them; others get on.
 * On a JDK without virtual threads the same is done by platform threads.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CarrierTests {

	private static final int THREADS = LightThreads.count(10_000, 50);

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final ExecutorService threads = LightThreads.open();

	private final CountDownLatch release = new CountDownLatch(1);

	private final NamedCache<Object, String> cache = this.caches.open();

	@AfterEach
	void stop() throws InterruptedException {
		this.release.countDown();
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void loadersThatParkLeaveTheirCarriersToOthers() throws Exception {
		CountDownLatch parked = new CountDownLatch(THREADS);
		List<Future<String>> loading = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			String key = "slow-" + i;
			loading.add(this.threads.submit(() -> this.cache.get(key, (missing) -> {
				parked.countDown();
				Patience.await(this.release);
				return "loaded";
			})));
		}
		Patience.await(parked);
		assertOthersGetOn();
		assertThat(this.cache.metrics().loadsInFlight()).isEqualTo(THREADS);
		assertAllLoaded(loading);
	}

	@Test
	void waitersForALoadLeaveTheirCarriersToOthers() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		CountDownLatch parked = new CountDownLatch(1);
		List<Future<String>> loading = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			loading.add(this.threads.submit(() -> this.cache.get("slow", (missing) -> {
				calls.incrementAndGet();
				parked.countDown();
				Patience.await(this.release);
				return "loaded";
			})));
		}
		Patience.await(parked);
		// A caller counts its miss when it has found the load that it is going to wait
		// for.
		Awaitility.await().until(() -> this.cache.metrics().misses() == THREADS);
		assertOthersGetOn();
		assertThat(this.cache.metrics().loadsInFlight()).isOne();
		assertAllLoaded(loading);
		assertThat(calls).hasValue(1);
	}

	/** Does everything to other keys in another thread of the same kind. */
	private void assertOthersGetOn() throws Exception {
		Future<Integer> others = this.threads.submit(() -> {
			for (Operation operation : Operation.values()) {
				operation.run(this.cache, "other");
			}
			return Operation.values().length;
		});
		assertThat(others.get(20, TimeUnit.SECONDS)).isPositive();
	}

	private void assertAllLoaded(List<Future<String>> loading) throws Exception {
		this.release.countDown();
		for (Future<String> load : loading) {
			assertThat(load.get(20, TimeUnit.SECONDS)).as(LightThreads.describe(THREADS)).isEqualTo("loaded");
		}
		Aftermath.assertUnharmed(this.cache, this.workers, "slow", "slow-1", "other");
	}

}
