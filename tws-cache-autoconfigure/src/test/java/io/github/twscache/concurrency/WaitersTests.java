package io.github.twscache.concurrency;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.CacheLoadException;
import io.github.twscache.TwsOptimizedAsyncCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Those who wait for a load wait for it alone, and never for ever.
 */
@Timeout(30)
class WaitersTests {

	private final TwsOptimizedAsyncCache<Object, String> cache = TwsOptimizedAsyncCache.<Object, String>builder()
		.build();

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.release.countDown();
		this.cache.close();
	}

	/** Starts a load in a thread of its own that ends when released. */
	private CompletableFuture<String> lead(Object key) {
		CountDownLatch loading = new CountDownLatch(1);
		CompletableFuture<String> led = new CompletableFuture<>();
		Thread leader = new Thread(() -> {
			try {
				led.complete(this.cache.get(key, (missing) -> {
					loading.countDown();
					this.release.await();
					return "loaded";
				}));
			}
			catch (RuntimeException ex) {
				led.completeExceptionally(ex);
			}
		});
		leader.start();
		await(loading);
		return led;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void waiterInAForkJoinWorkerDoesNotRunOtherTasksInItsWait() throws Exception {
		CompletableFuture<String> led = lead("slow");
		ForkJoinPool pool = new ForkJoinPool(1);
		try {
			AtomicReference<Thread> waiter = new AtomicReference<>();
			AtomicReference<Thread> other = new AtomicReference<>();
			CountDownLatch otherMayEnd = new CountDownLatch(1);
			ForkJoinTask<String> waiting = pool.submit(() -> {
				waiter.set(Thread.currentThread());
				CompletableFuture.runAsync(() -> {
					other.set(Thread.currentThread());
					await(otherMayEnd);
				}, pool);
				return this.cache.get("slow", (missing) -> "second");
			});
			// Either another worker takes the task, or nobody: then the load must end all
			// the same.
			Awaitility.await().until(() -> waiter.get() != null && waiter.get().getState() != Thread.State.RUNNABLE);
			this.release.countDown();
			assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("loaded");
			assertThat(led.get(20, TimeUnit.SECONDS)).isEqualTo("loaded");
			otherMayEnd.countDown();
			Awaitility.await().untilAsserted(() -> assertThat(other.get()).isNotNull());
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	void keyWhoseHashCodeBreaksDuringItsLoadReleasesItsWaiters() throws Exception {
		BreakableKey key = new BreakableKey();
		CompletableFuture<String> led = lead(key);
		CompletableFuture<String> joined = this.cache.getAsync(key, (missing) -> new CompletableFuture<>());
		key.broken = true;
		this.release.countDown();
		assertThat(led.get(20, TimeUnit.SECONDS)).isEqualTo("loaded");
		assertThat(joined.get(20, TimeUnit.SECONDS)).isEqualTo("loaded");
		assertThat(this.cache.metrics().loadsInFlight()).isZero();
	}

	@Test
	void closeReleasesThoseWhoWaitForALoadThatNeverEnds() {
		CompletableFuture<String> own = this.cache.getAsync("never", (missing) -> new CompletableFuture<>());
		CompletableFuture<String> joined = this.cache.getAsync("never", (missing) -> new CompletableFuture<>());
		CompletableFuture<String> blocked = CompletableFuture
			.supplyAsync(() -> this.cache.get("never", (missing) -> "second"), (task) -> new Thread(task).start());
		Awaitility.await().until(() -> this.cache.metrics().misses() == 3);
		this.cache.close();
		for (CompletableFuture<String> waiting : List.of(own, joined)) {
			assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class)
				.hasMessageContaining("closed");
		}
		assertThatThrownBy(() -> blocked.get(20, TimeUnit.SECONDS)).cause()
			.isInstanceOfAny(CacheLoadException.class, IllegalStateException.class)
			.hasMessageContaining("closed");
	}

	@Test
	void loadersThatOverflowTheStackLeaveNoLoadThatNeverEnds() throws Exception {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		Thread deep = new Thread(() -> {
			try {
				recurse(1_000_000);
			}
			catch (Throwable ex) {
				thrown.set(ex);
			}
		});
		deep.start();
		deep.join(20_000);
		assertThat(thrown.get()).isNotNull();
		for (int depth = 1_000_000; depth > 1_000_000 - 200; depth--) {
			int key = depth;
			String value = CompletableFuture
				.supplyAsync(() -> this.cache.get(key, (missing) -> "again"), (task) -> new Thread(task).start())
				.get(20, TimeUnit.SECONDS);
			assertThat(value).isEqualTo("again");
		}
	}

	private String recurse(int depth) {
		return this.cache.get(depth, (missing) -> recurse(depth - 1));
	}

	/**
	 * A key that a user changes while it is in use.
	 */
	private static final class BreakableKey {

		private volatile boolean broken;

		@Override
		public int hashCode() {
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			return 17;
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

	}

}
