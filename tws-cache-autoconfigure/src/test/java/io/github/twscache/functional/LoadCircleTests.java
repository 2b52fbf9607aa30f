package io.github.twscache.functional;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;

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
class LoadCircleTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	@Parameter
	CacheKind kind;

	@Test
	void loaderThatCallsItselfFails() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Throwable failure = catchThrowable(() -> cache.get("key", (key) -> cache.get(key, (again) -> "never")));
		assertIsCircle(failure);
		assertUsable(cache, "key");
	}

	@Test
	void loaderThatCatchesItsOwnCircleMayStillAnswer() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		String value = cache.get("key", (key) -> {
			assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get(key, (again) -> "never"))
				.withCauseInstanceOf(IllegalStateException.class);
			return "answer";
		});
		assertThat(value).isEqualTo("answer");
		assertThat(cache.getIfPresent("key")).isEqualTo("answer");
	}

	@Test
	void circleOverOtherKeysFails() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertIsCircle(catchThrowable(
				() -> cache.get("a", (a) -> cache.get("b", (b) -> cache.get("c", (c) -> cache.get("a", (x) -> ""))))));
		for (String key : List.of("a", "b", "c")) {
			assertUsable(cache, key);
		}
	}

	@Test
	void circleOverTwoCachesFails() {
		TtlCache<String, String> one = this.caches.open(this.kind);
		TtlCache<String, String> other = this.caches.open(this.kind);
		assertIsCircle(
				catchThrowable(() -> one.get("key", (a) -> other.get("key", (b) -> one.get("key", (c) -> "never")))));
		assertUsable(one, "key");
		assertUsable(other, "key");
	}

	@Test
	void circleOverTwoThreadsFails() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		closeCircle(cache, "a", cache, "b");
	}

	@Test
	void circleOverTwoThreadsAndTwoCachesFails() throws Exception {
		closeCircle(this.caches.open(this.kind), "key", this.caches.open(this.kind), "key");
	}

	@Test
	void circlesOverTwoThreadsAreFoundTimeAndAgain() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		for (int i = 0; i < 100; i++) {
			closeCircle(cache, "a" + i, cache, "b" + i);
		}
	}

	@Test
	void threadsThatWaitInAChainAreNoCircle() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<String> last = this.workers.start(() -> cache.get("c", (key) -> {
			started.countDown();
			release.await();
			return "c";
		}));
		started.await();
		Future<String> middle = this.workers.start(() -> cache.get("b", (key) -> "b" + cache.get("c", (c) -> "x")));
		this.workers.awaitBlocked();
		Future<String> first = this.workers.start(() -> cache.get("a", (key) -> "a" + cache.get("b", (b) -> "x")));
		this.workers.awaitBlocked();
		release.countDown();
		assertThat(Workers.result(first)).isEqualTo("abc");
		assertThat(Workers.result(middle)).isEqualTo("bc");
		assertThat(Workers.result(last)).isEqualTo("c");
	}

	@Test
	void asynchronousLoaderThatWaitsForItselfFails() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> answer = cache.getAsync("key",
				(key) -> CompletableFuture.completedFuture(cache.get(key, (again) -> "never")));
		assertIsCircle(new CacheLoadException("test", catchThrowable(answer::join).getCause()));
		assertUsable(cache, "key");
	}

	/** Two threads load a key each and ask for the other's, at the same time. */
	private void closeCircle(TtlCache<String, String> one, String keyOfOne, TtlCache<String, String> other,
			String keyOfOther) throws Exception {
		CyclicBarrier bothLoad = new CyclicBarrier(2);
		Future<Throwable> first = this.workers.start(() -> catchThrowable(() -> one.get(keyOfOne, (key) -> {
			bothLoad.await();
			return other.get(keyOfOther, (any) -> "never");
		})));
		Future<Throwable> second = this.workers.start(() -> catchThrowable(() -> other.get(keyOfOther, (key) -> {
			bothLoad.await();
			return one.get(keyOfOne, (any) -> "never");
		})));
		assertIsCircle(Workers.result(first));
		assertIsCircle(Workers.result(second));
		assertUsable(one, keyOfOne);
		assertUsable(other, keyOfOther);
	}

	private static void assertIsCircle(Throwable failure) {
		assertThat(failure).isExactlyInstanceOf(CacheLoadException.class)
			.rootCause()
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("waits for itself");
	}

	private static void assertUsable(TtlCache<String, String> cache, String key) {
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.getIfPresent(key)).isNull();
		assertThat(cache.get(key, (any) -> "usable")).isEqualTo("usable");
	}

}
