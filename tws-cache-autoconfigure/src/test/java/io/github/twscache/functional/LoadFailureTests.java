package io.github.twscache.functional;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheLoader;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class LoadFailureTests {

	private static final List<Throwable> FAILURES = List.of(new IOException("checked"),
			new UnsupportedOperationException("unchecked"), new StackOverflowError("error"),
			new CacheLoadException("other", new IOException("nested")));

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	@Parameter
	CacheKind kind;

	@Test
	void callerGetsTheExactCauseAndNothingIsCached() {
		for (Throwable failure : FAILURES) {
			TtlCache<String, String> cache = this.caches.open(this.kind);
			assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("key", failing(failure)))
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure))
				.withMessageContaining(Caches.NAME);
			assertThat(cache.size()).isZero();
			assertThat(cache.metrics().loadFailures()).isOne();
			assertThat(cache.metrics().loadsInFlight()).isZero();
			assertThat(cache.get("key", (key) -> "second")).isEqualTo("second");
		}
	}

	@Test
	void allWhoWaitGetTheSameCause() throws Exception {
		for (Throwable failure : FAILURES) {
			TtlCache<String, String> cache = this.caches.open(this.kind);
			CountDownLatch started = new CountDownLatch(1);
			CountDownLatch release = new CountDownLatch(1);
			Future<Throwable> leader = this.workers.start(() -> catchThrowable(() -> cache.get("key", (key) -> {
				started.countDown();
				release.await();
				return failing(failure).load(key);
			})));
			started.await();
			Future<Throwable> waiter = this.workers
				.start(() -> catchThrowable(() -> cache.get("key", (key) -> "not called")));
			this.workers.awaitBlocked();
			CompletableFuture<String> future = cache.getAsync("key",
					(key) -> CompletableFuture.completedFuture("not called"));
			release.countDown();
			for (Throwable told : List.of(Workers.result(leader), Workers.result(waiter))) {
				assertThat(told).isExactlyInstanceOf(CacheLoadException.class);
				assertThat(told.getCause()).isSameAs(failure);
			}
			assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
			assertThat(cache.metrics().loadFailures()).isOne();
			assertThat(cache.metrics().loads()).isZero();
			assertThat(cache.get("key", (key) -> "second")).isEqualTo("second");
		}
	}

	@Test
	void asynchronousLoaderThatThrowsFailsTheFutureAlone() {
		for (Throwable failure : FAILURES) {
			TtlCache<String, String> cache = this.caches.open(this.kind);
			CompletableFuture<String> answer = cache.getAsync("key",
					(key) -> CompletableFuture.completedFuture(failing(failure).load(key)));
			assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
			assertThat(cache.size()).isZero();
			assertThat(cache.getAsync("key", (key) -> CompletableFuture.completedFuture("second")))
				.isCompletedWithValue("second");
		}
	}

	@Test
	void futureThatFailsFailsAllWhoWait() throws Exception {
		IOException failure = new IOException("checked");
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (key) -> source.thenApply((value) -> value));
		CompletableFuture<String> joined = cache.getAsync("key", (key) -> source);
		Future<Throwable> waiter = this.workers
			.start(() -> catchThrowable(() -> cache.get("key", (key) -> "not called")));
		this.workers.awaitBlocked();
		source.completeExceptionally(failure);
		for (CompletableFuture<String> answer : List.of(leader, joined)) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
				.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
		}
		assertThat(Workers.result(waiter)).isExactlyInstanceOf(CacheLoadException.class);
		assertThat(Workers.result(waiter).getCause()).isSameAs(failure);
		assertThat(cache.size()).isZero();
	}

	@Test
	void asynchronousLoaderThatReturnsNoFutureFails() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> answer = cache.getAsync("key", (key) -> null);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
			.havingCause()
			.isExactlyInstanceOf(IllegalStateException.class)
			.withMessageContaining("null instead of a future");
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.get("key", (key) -> "second")).isEqualTo("second");
	}

	private static CacheLoader<String, String> failing(Throwable failure) {
		return (key) -> {
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		};
	}

}
