package io.github.twscache.faults;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a weigher or a policy does when it is asked about a value, before it answers:
 * nothing, unless a test says otherwise.
 */
final class ValueHook {

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private volatile Runnable deed = HookedKey.NOTHING;

	/** The call itself. */
	void run() {
		this.deed.run();
	}

	/** Has every call throw from now on. */
	void fail(Supplier<Throwable> failure) {
		this.deed = () -> {
			throw Fault.raise(failure.get());
		};
	}

	/** Lets every call pass from now on. */
	void pass() {
		this.deed = HookedKey.NOTHING;
	}

	/** Lets the call go on that blocks, if there is one. */
	void release() {
		this.release.countDown();
	}

	/** Blocks a writer, and has others use its key and the whole cache meanwhile. */
	void assertHoldsUpNobodyElse(NamedCache<Object, String> cache, Workers workers) throws Exception {
		doOnce(() -> {
			this.entered.countDown();
			Patience.await(this.release);
		});
		Future<String> writer = workers.start(() -> {
			cache.put("key", "slow");
			return cache.getIfPresent("key");
		});
		Patience.await(this.entered);
		Aftermath.assertUnharmed(cache, workers, "key", "bystander");
		release();
		assertThat(Workers.result(writer)).isEqualTo("slow");
	}

	/**
	 * Uses the cache that asks, in each way that stores a value. Uses another key: a load
	 * that waits for its own end is the user's mistake.
	 */
	void assertMayUse(NamedCache<Object, String> cache, Operation operation, Workers workers) throws Exception {
		Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
		Runnable use = () -> {
			Throwable failure = catchThrowable(() -> operation.run(cache, "other"));
			if (failure != null) {
				thrown.add(failure);
			}
		};
		doOnce(use);
		cache.put("written", "value");
		assertThat(cache.getIfPresent("written")).isEqualTo("value");
		doOnce(use);
		assertThat(cache.get("loaded", (missing) -> "value")).isEqualTo("value");
		doOnce(use);
		assertThat(cache.getAsync("future", (missing) -> CompletableFuture.completedFuture("value")))
			.isCompletedWithValue("value");
		assertThat(thrown).isEmpty();
		Aftermath.assertUnharmed(cache, workers, "written", "loaded", "future", "other");
	}

	/** Has the next call do something, and lets those after it pass. */
	private void doOnce(Runnable something) {
		AtomicBoolean first = new AtomicBoolean(true);
		this.deed = () -> {
			if (first.compareAndSet(true, false)) {
				something.run();
			}
		};
	}

}
