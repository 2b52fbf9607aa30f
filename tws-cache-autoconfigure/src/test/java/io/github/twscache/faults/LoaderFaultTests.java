package io.github.twscache.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.awaitility.Awaitility;
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
 * Loaders that throw, block, use the cache, or answer with a stage that misbehaves.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoaderFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatALoaderThrowsReachesItsCallersAsItIsAndIsForgotten(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Throwable failure = fault.make();
		Throwable thrown = catchThrowable(() -> cache.get("thrown", (missing) -> {
			throw Fault.raise(failure);
		}));
		Throwable thrownAtOnce = catchThrowable(() -> cache.getAsync("thrown at once", (missing) -> {
			throw Fault.raise(failure);
		}).join());
		Throwable told = catchThrowable(
				() -> cache.getAsync("told", (missing) -> CompletableFuture.<String>failedFuture(failure)).join());
		assertThat(List.of(thrown, thrownAtOnce, told))
			.allSatisfy((reached) -> assertThat(reached.getCause()).isSameAs(failure));
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadFailures()).isEqualTo(3);
		assertThat(cache.metrics().loads()).isZero();
		Aftermath.assertUnharmed(cache, this.workers, "thrown", "thrown at once", "told", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatALoaderThrowsInAThreadOfTheCacheReachesItsCallerAsItIs(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxSize(10_000).loadHardTimeout(Duration.ofMinutes(1)));
		Throwable failure = fault.make();
		AtomicReference<Thread> thread = new AtomicReference<>();
		Throwable thrown = catchThrowable(() -> cache.get("thrown", (missing) -> {
			thread.set(Thread.currentThread());
			throw Fault.raise(failure);
		}));
		assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
		assertThat(thrown.getCause()).isSameAs(failure);
		assertThat(cache.metrics().loadFailures()).isOne();
		Aftermath.assertUnharmed(cache, this.workers, "thrown", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whateverALoaderThrowsTheStaleValueIsServed(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxSize(10_000).failSafeMaxStale(Duration.ofHours(1)));
		cache.put("key", "old");
		this.caches.ticker.advance(FaultCaches.TTL);
		assertThat(cache.get("key", (missing) -> {
			throw Fault.raise(fault.make());
		})).isEqualTo("old");
		assertThat(cache.metrics().loadFailures()).isOne();
		cache.invalidate("key");
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void whatARefreshThrowsIsNotFelt(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(10_000).refreshAhead(0.5));
		cache.put("key", "old");
		this.caches.ticker.advance(FaultCaches.TTL.dividedBy(2));
		assertThat(cache.get("key", (missing) -> {
			throw Fault.raise(fault.make());
		})).isEqualTo("old");
		Awaitility.await().until(() -> cache.metrics().loadFailures() == 1 && cache.metrics().loadsInFlight() == 0);
		assertThat(cache.getIfPresent("key")).isEqualTo("old");
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void allWhoWaitForAFutureAreToldWhatItFailedWith(Fault fault) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		Throwable failure = fault.make();
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> first = cache.getAsync("key", (missing) -> source);
		CompletableFuture<String> second = cache.getAsync("key", (missing) -> source);
		Future<Throwable> waiter = this.workers
			.start(() -> catchThrowable(() -> cache.get("key", (missing) -> "not called")));
		this.workers.awaitBlocked();
		source.completeExceptionally(failure);
		assertThat(catchThrowable(first::join).getCause()).isSameAs(failure);
		assertThat(catchThrowable(second::join).getCause()).isSameAs(failure);
		assertThat(Workers.result(waiter).getCause()).isSameAs(failure);
		assertThat(cache.metrics().loadFailures()).isOne();
		Aftermath.assertUnharmed(cache, this.workers, "key", "bystander");
	}

	@Test
	void stageThatCannotBeListenedToFailsItsLoadAlone() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		CompletableFuture<String> answer = cache.getAsync("key", (missing) -> new DeafStage<>());
		assertThat(catchThrowable(answer::join).getCause()).isInstanceOf(UnsupportedOperationException.class);
		CompletableFuture<String> mapped = cache.getAsync("mapped", (missing) -> new DeafOnceMapped());
		assertThat(catchThrowable(mapped::join).getCause()).isInstanceOf(UnsupportedOperationException.class);
		CompletableFuture<String> lost = cache.getAsync("lost", (missing) -> new LostOnceMapped());
		assertThat(catchThrowable(lost::join).getCause()).isInstanceOf(IllegalStateException.class);
		Aftermath.assertUnharmed(cache, this.workers, "key", "mapped", "lost", "bystander");
	}

	@Test
	void loaderThatBlocksHoldsUpNeitherOtherKeysNorChangesOfItsOwn() throws Exception {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxSize(10_000).numShards(1).keyLockMax(1));
		Future<String> leader = this.workers.start(() -> cache.get("slow", (missing) -> {
			this.entered.countDown();
			Patience.await(this.release);
			return "loaded";
		}));
		Patience.await(this.entered);
		Future<Integer> others = this.workers.start(() -> {
			for (Operation operation : Operation.values()) {
				operation.run(cache, "other");
				if (!operation.isLoad()) {
					operation.run(cache, "slow");
				}
			}
			return Operation.values().length;
		});
		assertThat(Workers.result(others)).isPositive();
		assertThat(leader.isDone()).isFalse();
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		Aftermath.assertUnharmed(cache, this.workers, "slow", "other");
	}

	@ParameterizedTest
	@EnumSource(Operation.class)
	void loaderMayDoAnythingToItsCacheButWaitForItself(Operation operation) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		BiConsumer<Object, String> deed = (key, other) -> operation.run(cache, operation.isLoad() ? other : key);
		assertThat(cache.get("key", (missing) -> {
			deed.accept(missing, "other");
			return "loaded";
		})).isEqualTo("loaded");
		assertThat(cache.getAsync("future", (missing) -> {
			deed.accept(missing, "third");
			return CompletableFuture.completedFuture("loaded");
		})).isCompletedWithValue("loaded");
		Aftermath.assertUnharmed(cache, this.workers, "key", "other", "future", "third");
	}

	/** A stage that nothing can be made to depend on. */
	private static final class DeafStage<T> extends CompletableFuture<T> {

		@Override
		public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
			throw new UnsupportedOperationException("thenApply");
		}

		@Override
		public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
			throw new UnsupportedOperationException("whenComplete");
		}

	}

	/** A stage whose dependents are deaf. */
	private static final class DeafOnceMapped extends CompletableFuture<String> {

		@Override
		public <U> CompletableFuture<U> newIncompleteFuture() {
			return new DeafStage<>();
		}

	}

	/** A stage that breaks the contract of stages. */
	private static final class LostOnceMapped extends CompletableFuture<String> {

		@Override
		public <U> CompletableFuture<U> thenApply(Function<? super String, ? extends U> fn) {
			return null;
		}

	}

}
