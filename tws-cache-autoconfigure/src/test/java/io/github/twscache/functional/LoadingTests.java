package io.github.twscache.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
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
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class LoadingTests {

	private static final int THREADS = 8;

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	@Parameter
	CacheKind kind;

	private final CacheLoader<String, String> slow = (key) -> {
		this.calls.incrementAndGet();
		this.started.countDown();
		this.release.await();
		return "loaded";
	};

	@Test
	void threadsThatAskForOneKeyShareOneLoad() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		List<Future<String>> answers = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			answers.add(this.workers.start(() -> cache.get("key", this.slow)));
		}
		Awaitility.await().until(() -> cache.metrics().misses() == THREADS);
		assertThat(cache.metrics().loadsInFlight()).isOne();
		this.release.countDown();
		for (Future<String> answer : answers) {
			assertThat(Workers.result(answer)).isEqualTo("loaded");
		}
		assertThat(this.calls).hasValue(1);
		assertThat(cache.metrics().loads()).isOne();
		assertThat(cache.metrics().puts()).isOne();
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
	}

	@Test
	void futuresJoinTheLoadOfAThread() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<String> leader = this.workers.start(() -> cache.get("key", this.slow));
		this.started.await();
		CompletableFuture<String> joined = cache.getAsync("key", (key) -> {
			this.calls.incrementAndGet();
			return CompletableFuture.completedFuture("another");
		});
		assertThat(joined).isNotDone();
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		assertThat(Workers.result(joined)).isEqualTo("loaded");
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void threadsJoinTheLoadOfAFuture() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> leader = cache.getAsync("key", (key) -> source);
		Future<String> joined = this.workers.start(() -> cache.get("key", (key) -> "another"));
		this.workers.awaitBlocked();
		source.complete("loaded");
		assertThat(Workers.result(joined)).isEqualTo("loaded");
		assertThat(leader).isCompletedWithValue("loaded");
		assertThat(cache.metrics().loads()).isOne();
	}

	@Test
	void valueIsStoredBeforeThoseWhoWaitAreReleased() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> seenByLeader = cache.getAsync("key", (key) -> source)
			.thenApply((value) -> cache.getIfPresent("key"));
		CompletableFuture<String> seenByWaiter = cache.getAsync("key", (key) -> source)
			.thenApply((value) -> cache.getIfPresent("key"));
		Future<String> seenByThread = this.workers.start(() -> {
			cache.get("key", (key) -> "another");
			return cache.getIfPresent("key");
		});
		this.workers.awaitBlocked();
		source.complete("loaded");
		assertThat(seenByLeader).isCompletedWithValue("loaded");
		assertThat(seenByWaiter).isCompletedWithValue("loaded");
		assertThat(Workers.result(seenByThread)).isEqualTo("loaded");
	}

	@Test
	void loaderMayLoadAnotherKey() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.numShards(1).keyLockMax(1));
		String value = cache.get("a", (a) -> "a" + cache.get("b", (b) -> "b" + cache.get("c", (c) -> "c")));
		assertThat(value).isEqualTo("abc");
		assertThat(cache.keys()).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(cache.getIfPresent("b")).isEqualTo("bc");
	}

	@Test
	void asynchronousLoaderMayLoadAnotherKey() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.numShards(1).keyLockMax(1));
		CompletableFuture<String> value = cache.getAsync("a",
				(a) -> cache.getAsync("b", (b) -> CompletableFuture.completedFuture("b")).thenApply("a"::concat));
		assertThat(value).isCompletedWithValue("ab");
	}

	@Test
	void loaderThatDoesNotReturnHoldsUpNoOtherKey() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.numShards(1).keyLockMax(1).maxSize(50));
		Future<String> stuck = this.workers.start(() -> cache.get("stuck", this.slow));
		this.started.await();
		for (int i = 0; i < 200; i++) {
			String key = "key" + i;
			cache.put(key, "value");
			assertThat(cache.getIfPresent(key)).isIn("value", null);
			assertThat(cache.get(key, (any) -> "value")).isEqualTo("value");
			assertThat(cache.get("loaded" + i, (any) -> "value")).isEqualTo("value");
			cache.invalidate(key);
		}
		assertThat(cache.getIfPresent("stuck")).isNull();
		cache.cleanUp();
		cache.setMaxSize(40);
		cache.resize(2).join();
		assertThat(cache.keys()).isNotEmpty();
		assertThat(cache.metrics().loadsInFlight()).isOne();
		this.release.countDown();
		assertThat(Workers.result(stuck)).isEqualTo("loaded");
	}

	@Test
	void loadGoesOnWhileItsShardMoves() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<String> leader = this.workers.start(() -> cache.get("key", this.slow));
		this.started.await();
		cache.resize(64).join();
		Future<String> waiter = this.workers.start(() -> cache.get("key", this.slow));
		this.workers.awaitBlocked();
		cache.resize(3).join();
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		assertThat(Workers.result(waiter)).isEqualTo("loaded");
		assertThat(this.calls).hasValue(1);
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
	}

	@Test
	void closeReleasesThoseWhoWaitAndTheLoadersOwnCallerGetsItsValue() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Future<String> leader = this.workers.start(() -> cache.get("key", this.slow));
		this.started.await();
		Future<Throwable> waiter = this.workers.start(() -> catchThrowable(() -> cache.get("key", this.slow)));
		this.workers.awaitBlocked();
		cache.close();
		assertThat(Workers.result(waiter)).isInstanceOf(CacheLoadException.class)
			.cause()
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("closed");
		this.release.countDown();
		assertThat(Workers.result(leader)).isEqualTo("loaded");
	}

}
