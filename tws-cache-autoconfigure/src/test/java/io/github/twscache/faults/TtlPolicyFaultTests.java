package io.github.twscache.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies of times to live that throw, block, and use the cache.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TtlPolicyFaultTests {

	private static final Duration BY_POLICY = Duration.ofSeconds(30);

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	/** What the policy does before it answers. */
	private volatile Runnable deed = HookedKey.NOTHING;

	private final NamedCache<Object, String> cache = this.caches
		.open((settings) -> settings.maxSize(10_000).ttlPolicy((key, value) -> {
			this.deed.run();
			return BY_POLICY;
		}));

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void valueIsStoredForTheTimeOfTheCacheWhateverThePolicyThrows(Fault fault) throws Exception {
		this.deed = () -> {
			throw Fault.raise(fault.make());
		};
		this.cache.put("put", "value");
		this.cache.put("overwritten", "old");
		this.cache.put("overwritten", "value");
		assertThat(this.cache.putIfAbsent("absent", "value")).isNull();
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		for (String key : List.of("put", "overwritten", "absent", "loaded", "future")) {
			assertThat(this.cache.getIfPresent(key)).as(key).isEqualTo("value");
			assertThat(this.cache.inspect(key).orElseThrow().remaining()).as(key).isEqualTo(FaultCaches.TTL);
		}
		this.deed = HookedKey.NOTHING;
		this.cache.put("put", "value");
		assertThat(this.cache.inspect("put").orElseThrow().remaining()).isEqualTo(BY_POLICY);
		Aftermath.assertUnharmed(this.cache, this.workers, "put", "absent", "loaded", "future", "bystander");
	}

	@Test
	void policyThatBlocksHoldsUpNobodyElse() throws Exception {
		AtomicBoolean first = new AtomicBoolean(true);
		this.deed = () -> {
			if (first.compareAndSet(true, false)) {
				this.entered.countDown();
				Patience.await(this.release);
			}
		};
		Future<String> writer = this.workers.start(() -> {
			this.cache.put("key", "slow");
			return this.cache.getIfPresent("key");
		});
		Patience.await(this.entered);
		Aftermath.assertUnharmed(this.cache, this.workers, "key", "bystander");
		this.release.countDown();
		assertThat(Workers.result(writer)).isEqualTo("slow");
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void policyMayDoAnythingToItsCache(Operation operation) throws Exception {
		useWhileAsked(operation);
		this.cache.put("written", "value");
		assertThat(this.cache.getIfPresent("written")).isEqualTo("value");
		useWhileAsked(operation);
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		useWhileAsked(operation);
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		Aftermath.assertUnharmed(this.cache, this.workers, "written", "loaded", "future", "other");
	}

	/** Uses another key: a load that waits for its own end is the user's mistake. */
	private void useWhileAsked(Operation operation) {
		AtomicBoolean first = new AtomicBoolean(true);
		this.deed = () -> {
			if (first.compareAndSet(true, false)) {
				operation.run(this.cache, "other");
			}
		};
	}

}
