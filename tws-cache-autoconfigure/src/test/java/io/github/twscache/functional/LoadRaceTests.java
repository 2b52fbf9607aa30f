package io.github.twscache.functional;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written or removed during a load wins over what the load makes.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class LoadRaceTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	@Parameter
	CacheKind kind;

	@Test
	void putDuringALoadWins() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> {
			busy.put("key", "put");
			assertThat(busy.get("key", (key) -> "not called")).isEqualTo("put");
		});
		assertThat(cache.getIfPresent("key")).isEqualTo("put");
		assertThat(cache.metrics().puts()).isOne();
	}

	@Test
	void putIfAbsentDuringALoadWins() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> assertThat(busy.putIfAbsent("key", "put")).isNull());
		assertThat(cache.getIfPresent("key")).isEqualTo("put");
	}

	@Test
	void valueInvalidatedDuringItsLoadIsNotStored() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> assertThat(busy.invalidate("key")).isFalse());
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadsInFlight()).isZero();
	}

	@Test
	void valueClearedDuringItsLoadIsNotStored() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, TtlCache::invalidateAll);
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.metrics().loadsInFlight()).isZero();
	}

	@Test
	void putThenInvalidateDuringALoadLeavesNothing() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> {
			busy.put("key", "put");
			assertThat(busy.invalidate("key")).isTrue();
		});
		assertThat(cache.getIfPresent("key")).isNull();
	}

	@Test
	void callerWhoComesAfterAnInvalidationGetsAValueLoadedAfterIt() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> {
			busy.invalidate("key");
			assertThat(busy.get("key", (key) -> "newer")).isEqualTo("newer");
		});
		assertThat(cache.getIfPresent("key")).isEqualTo("newer");
	}

	@Test
	void callerWhoComesAfterAClearGetsAValueLoadedAfterIt() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		loadWhile(cache, (busy) -> {
			busy.invalidateAll();
			assertThat(busy.get("key", (key) -> "newer")).isEqualTo("newer");
		});
		assertThat(cache.getIfPresent("key")).isEqualTo("newer");
	}

	@Test
	void changesOfOtherKeysDoNoHarm() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		cache.put("other", "value");
		loadWhile(cache, (busy) -> {
			busy.invalidate("other");
			busy.put("third", "value");
		});
		assertThat(cache.getIfPresent("key")).isEqualTo("loaded");
	}

	@Test
	void asynchronousLoadLosesJustTheSame() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> first = cache.getAsync("key", (key) -> source);
		CompletableFuture<String> waiting = cache.getAsync("key", (key) -> source);
		cache.invalidate("key");
		CompletableFuture<String> second = cache.getAsync("key", (key) -> CompletableFuture.completedFuture("newer"));
		assertThat(second).isCompletedWithValue("newer");
		source.complete("loaded");
		assertThat(first).isCompletedWithValue("loaded");
		assertThat(waiting).isCompletedWithValue("loaded");
		assertThat(cache.getIfPresent("key")).isEqualTo("newer");
	}

	/** Both the leader and a waiter get the value, whatever happens during the load. */
	private void loadWhile(TtlCache<String, String> cache, Consumer<TtlCache<String, String>> change) throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<String> leader = this.workers.start(() -> cache.get("key", (key) -> {
			started.countDown();
			release.await();
			return "loaded";
		}));
		started.await();
		Future<String> waiter = this.workers.start(() -> cache.get("key", (key) -> "not called"));
		this.workers.awaitBlocked();
		try {
			change.accept(cache);
		}
		finally {
			release.countDown();
		}
		assertThat(Workers.result(leader)).isEqualTo("loaded");
		assertThat(Workers.result(waiter)).isEqualTo("loaded");
	}

}
