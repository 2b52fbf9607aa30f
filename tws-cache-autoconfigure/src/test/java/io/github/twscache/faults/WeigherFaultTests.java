package io.github.twscache.faults;

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
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Weighers that throw, block, and use the cache.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WeigherFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	/** What the weigher does before it weighs. */
	private volatile Runnable deed = HookedKey.NOTHING;

	private final NamedCache<Object, String> cache = this.caches
		.open((settings) -> settings.maxWeight(10_000).weigher((key, value) -> {
			this.deed.run();
			return 3;
		}));

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatAWeigherThrowsReachesTheWriterAndChangesNothing(Fault fault) throws Exception {
		this.cache.put("present", "old");
		Throwable failure = fault.make();
		this.deed = () -> {
			throw Fault.raise(failure);
		};
		assertThat(catchThrowable(() -> this.cache.put("present", "new"))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.put("absent", "new"))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.put("absent", "new", FaultCaches.TTL))).isSameAs(failure);
		assertThat(catchThrowable(() -> this.cache.putIfAbsent("absent", "new"))).isSameAs(failure);
		assertThat(this.cache.getIfPresent("present")).isEqualTo("old");
		assertThat(this.cache.getIfPresent("absent")).isNull();
		assertThat(this.cache.metrics().puts()).isOne();
		assertThat(this.cache.metrics().weight()).isEqualTo(3);
		this.deed = HookedKey.NOTHING;
		Aftermath.assertUnharmed(this.cache, this.workers, "present", "absent", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void callersGetTheLoadedValueWhateverTheWeigherThrows(Fault fault) throws Exception {
		this.deed = () -> {
			throw Fault.raise(fault.make());
		};
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> answer = this.cache.getAsync("late", (missing) -> source);
		Future<String> waiter = this.workers.start(() -> this.cache.get("late", (missing) -> "not called"));
		this.workers.awaitBlocked();
		source.complete("value");
		assertThat(answer).isCompletedWithValue("value");
		assertThat(Workers.result(waiter)).isEqualTo("value");
		assertThat(this.cache.size()).isZero();
		assertThat(this.cache.metrics().loads()).isEqualTo(3);
		this.deed = HookedKey.NOTHING;
		Aftermath.assertUnharmed(this.cache, this.workers, "loaded", "future", "late", "bystander");
	}

	@Test
	void weigherThatBlocksHoldsUpNobodyElse() throws Exception {
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
	void weigherMayDoAnythingToItsCache(Operation operation) throws Exception {
		useWhileWeighing(operation);
		this.cache.put("written", "value");
		assertThat(this.cache.getIfPresent("written")).isEqualTo("value");
		useWhileWeighing(operation);
		assertThat(this.cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		useWhileWeighing(operation);
		assertThat(this.cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		Aftermath.assertUnharmed(this.cache, this.workers, "written", "loaded", "future", "other");
	}

	/** Uses another key: a load that waits for its own end is the user's mistake. */
	private void useWhileWeighing(Operation operation) {
		AtomicBoolean first = new AtomicBoolean(true);
		this.deed = () -> {
			if (first.compareAndSet(true, false)) {
				operation.run(this.cache, "other");
			}
		};
	}

}
