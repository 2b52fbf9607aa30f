package io.github.twscache.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class LoadInterruptionTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@Parameter
	CacheKind kind;

	@Test
	void waiterTakesOverFromALeaderThatIsInterrupted() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<Throwable> leader = this.workers.start(() -> failureOf(cache));
		Thread leading = this.workers.last();
		this.started.await();
		AtomicInteger calls = new AtomicInteger();
		List<Future<String>> waiters = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			waiters.add(this.workers.start(() -> cache.get("key", (key) -> {
				calls.incrementAndGet();
				return "second";
			})));
			this.workers.awaitBlocked();
		}
		leading.interrupt();
		assertInterrupted(Workers.result(leader));
		for (Future<String> waiter : waiters) {
			assertThat(Workers.result(waiter)).isEqualTo("second");
		}
		assertThat(calls).hasValue(1);
		assertThat(cache.getIfPresent("key")).isEqualTo("second");
	}

	@Test
	void futureTakesOverFromALeaderThatIsInterrupted() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<Throwable> leader = this.workers.start(() -> failureOf(cache));
		Thread leading = this.workers.last();
		this.started.await();
		CompletableFuture<String> waiting = cache.getAsync("key", (key) -> CompletableFuture.completedFuture("second"));
		leading.interrupt();
		assertInterrupted(Workers.result(leader));
		assertThat(Workers.result(waiting)).isEqualTo("second");
	}

	@Test
	void waiterThatIsInterruptedLeavesTheLoadAlone() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<String> leader = this.workers.start(() -> cache.get("key", (key) -> {
			this.started.countDown();
			this.release.await();
			return "loaded";
		}));
		this.started.await();
		Future<Throwable> waiter = this.workers.start(() -> {
			Throwable failure = catchThrowable(() -> cache.get("key", (key) -> "not called"));
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			return failure;
		});
		this.workers.awaitBlocked();
		this.workers.last().interrupt();
		assertInterrupted(Workers.result(waiter));
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
	}

	@Test
	void cancellingOneCallersFutureHarmsNobody() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (key) -> source);
		CompletableFuture<String> second = cache.getAsync("key", (key) -> source);
		CompletableFuture<String> third = cache.getAsync("key", (key) -> source);
		leader.cancel(true);
		second.complete("of its own");
		assertThat(source).isNotDone();
		assertThat(third).isNotDone();
		source.complete("loaded");
		assertThat(third).isCompletedWithValue("loaded");
		assertThat(second).isCompletedWithValue("of its own");
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
	}

	@Test
	void othersTryAgainWhenTheLoadersFutureIsCancelled() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (key) -> source);
		CompletableFuture<String> second = cache.getAsync("key", (key) -> CompletableFuture.completedFuture("again"));
		CompletableFuture<String> gone = cache.getAsync("key", (key) -> source);
		Future<String> thread = this.workers.start(() -> cache.get("key", (key) -> "again"));
		this.workers.awaitBlocked();
		gone.cancel(false);
		source.cancel(true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(leader::join);
		assertThat(Workers.result(second)).isEqualTo("again");
		assertThat(Workers.result(thread)).isEqualTo("again");
		assertThat(cache.getIfPresent("key")).isEqualTo("again");
		assertThat(cache.metrics().loadsInFlight()).isZero();
	}

	@Test
	void futuresFailWhenTheCacheIsClosedInsteadOfHanging() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (key) -> source);
		CompletableFuture<String> waiting = cache.getAsync("key", (key) -> source);
		cache.close();
		for (CompletableFuture<String> answer : List.of(leader, waiting)) {
			assertThat(answer).isCompletedExceptionally();
			assertThat(catchThrowable(answer::join).getCause()).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("closed");
		}
		source.complete("late");
		assertThat(leader).isCompletedExceptionally();
	}

	private Throwable failureOf(TtlCache<String, String> cache) {
		Throwable failure = catchThrowable(() -> cache.get("key", (key) -> {
			this.started.countDown();
			this.release.await();
			return "never";
		}));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		return failure;
	}

	private static void assertInterrupted(Throwable failure) {
		assertThat(failure).isExactlyInstanceOf(CacheLoadException.class)
			.hasCauseExactlyInstanceOf(InterruptedException.class);
	}

}
