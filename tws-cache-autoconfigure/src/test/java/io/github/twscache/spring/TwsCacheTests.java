package io.github.twscache.spring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.ThreadMXBean;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.Weigher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.support.NullValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what {@link TwsCache} does beyond Spring's own cache: one load a key, however
 * it is asked for, and none that comes late.
 */
@Timeout(60)
class TwsCacheTests {

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger loads = new AtomicInteger();

	private final CountDownLatch began = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private CacheSettingsBuilder settings = CacheSettings.builder();

	private CacheHierarchy hierarchy;

	@AfterEach
	void close() {
		this.release.countDown();
		if (this.hierarchy != null) {
			this.hierarchy.close();
		}
	}

	private TwsCache cache() {
		this.hierarchy = CacheHierarchy.builder()
			.ticker(this.nanos::get)
			.settings((name) -> this.settings.build())
			.build();
		return new TwsCache(this.hierarchy.cache("jobs"));
	}

	@Test
	void nativeCacheIsTheNamedCacheAndHoldsPlainNulls() {
		TwsCache cache = cache();
		cache.put("a", null);
		cache.put("b", NullValue.INSTANCE);
		assertThat(cache.getNativeCache()).isSameAs(this.hierarchy.cache("jobs"));
		assertThat(cache.getNativeCache().getOrDefault("a", "absent")).isNull();
		assertThat(cache.getNativeCache().getOrDefault("b", "absent")).isNull();
	}

	@Test
	void lookupAllocatesNothing() {
		// Without a first level, because promoting into it allocates now and then.
		this.settings.l1Enabled(false);
		TwsCache cache = cache();
		cache.put("a", "EXEC");
		cache.put("n", null);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		int hits = 0;
		for (int round = 0; round < 5; round++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int i = 0; i < 10_000; i++) {
				hits += (cache.get("a", String.class) != null) ? 1 : 0;
				hits += (cache.get("n", String.class) != null) ? 1 : 0;
			}
			// The least, because the virtual machine itself allocates in some round.
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertThat(hits).isEqualTo(50_000);
		assertThat(least).isZero();
	}

	@Test
	void entryExpires() {
		TwsCache cache = cache();
		cache.put("a", "EXEC");
		this.nanos.addAndGet(Duration.ofSeconds(59).toNanos());
		assertThat(cache.get("a")).isNotNull();
		this.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
		assertThat(cache.get("a")).isNull();
		assertThat(cache.evictIfPresent("a")).isFalse();
	}

	@Test
	void nullKeyIsRefusedEverywhere() {
		TwsCache cache = cache();
		assertThatIllegalArgumentException().isThrownBy(() -> cache.get(null));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.get(null, String.class));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.get(null, () -> "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put(null, "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.putIfAbsent(null, "a"));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.evict(null));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.evictIfPresent(null));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.retrieve(null));
		assertThat(cache.retrieve(null, () -> CompletableFuture.completedFuture("a"))).isCompletedExceptionally();
	}

	@Test
	void synchronousAndAsynchronousCallersShareOneLoad() throws Exception {
		TwsCache cache = cache();
		CompletableFuture<String> blocking = CompletableFuture.supplyAsync(() -> cache.get("a", this::slowLoad));
		this.began.await();
		CompletableFuture<String> future = cache.retrieve("a", () -> CompletableFuture.supplyAsync(this::load));
		CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> cache.get("a", this::load));
		assertThat(future).isNotDone();
		this.release.countDown();
		assertThat(future.get()).isEqualTo("load 1");
		assertThat(blocking.get()).isEqualTo("load 1");
		assertThat(other.get()).isEqualTo("load 1");
		assertThat(this.loads).hasValue(1);
	}

	@Test
	void synchronousCallerWaitsForAnAsynchronousLoad() throws Exception {
		TwsCache cache = cache();
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> future = cache.retrieve("a", () -> pending);
		CompletableFuture<String> blocking = CompletableFuture.supplyAsync(() -> cache.get("a", this::load));
		pending.complete("async");
		assertThat(blocking.get()).isEqualTo("async");
		assertThat(future.get()).isEqualTo("async");
		assertThat(this.loads).hasValue(0);
	}

	@Test
	void allWhoWaitedGetTheVeryCause() throws Exception {
		TwsCache cache = cache();
		IOException failure = new IOException("io");
		CompletableFuture<Throwable> leader = CompletableFuture.supplyAsync(() -> failureOf(cache, failure));
		this.began.await();
		CompletableFuture<String> future = cache.retrieve("a", () -> CompletableFuture.completedFuture("late"));
		this.release.countDown();
		assertThat(leader.get()).isSameAs(failure);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get)
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
	}

	@Test
	void cancellingOneCallerHarmsNobody() throws Exception {
		TwsCache cache = cache();
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> first = cache.retrieve("a", () -> pending);
		CompletableFuture<String> second = cache.retrieve("a", () -> pending);
		assertThat(first).isNotSameAs(second);
		first.cancel(true);
		assertThat(pending.isCancelled()).isFalse();
		pending.complete("EXEC");
		assertThat(second.get()).isEqualTo("EXEC");
		assertThat(cache.get("a", String.class)).isEqualTo("EXEC");
	}

	@Test
	void cancelledSubscriberLeavesTheLoadToTheOthers() {
		TwsCache cache = cache();
		CompletableFuture<String> pending = new CompletableFuture<>();
		Mono<String> first = Mono.fromFuture(cache.retrieve("a", () -> pending));
		Mono<String> second = Mono.fromFuture(cache.retrieve("a", () -> pending));
		Disposable subscription = first.subscribe();
		subscription.dispose();
		pending.complete("EXEC");
		assertThat(second.block(Duration.ofSeconds(5))).isEqualTo("EXEC");
	}

	@Test
	void loadThatIsCancelledFreesTheKey() {
		TwsCache cache = cache();
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> future = cache.retrieve("a", () -> pending);
		pending.cancel(true);
		assertThat(future).failsWithin(5, TimeUnit.SECONDS);
		assertThat(cache.get("a", this::load)).isEqualTo("load 1");
	}

	@Test
	void loadThatBeganBeforeAnEvictIsNotCached() throws Exception {
		loadMeets((cache) -> cache.evict("a"), null);
	}

	@Test
	void loadThatBeganBeforeAClearIsNotCached() throws Exception {
		loadMeets(TwsCache::clear, null);
	}

	@Test
	void loadThatBeganBeforeAPutDoesNotReplaceIt() throws Exception {
		loadMeets((cache) -> cache.put("a", "newer"), "newer");
	}

	@Test
	void asynchronousLoadThatBeganBeforeAnEvictIsNotCached() throws Exception {
		TwsCache cache = cache();
		CompletableFuture<String> pending = new CompletableFuture<>();
		CompletableFuture<String> future = cache.retrieve("a", () -> pending);
		cache.evict("a");
		pending.complete("old");
		assertThat(future.get()).isEqualTo("old");
		assertThat(cache.get("a")).isNull();
	}

	@Test
	void loadMayLoadAnotherKey() {
		TwsCache cache = cache();
		assertThat(cache.get("a", () -> cache.get("b", this::load) + " in a")).isEqualTo("load 1 in a");
		assertThat(cache.get("b", String.class)).isEqualTo("load 1");
	}

	@Test
	void loadThatNeedsItselfFailsAtOnce() {
		TwsCache cache = cache();
		assertThatExceptionOfType(ValueRetrievalException.class)
			.isThrownBy(() -> cache.get("a", () -> cache.get("a", this::load)))
			.havingRootCause()
			.isInstanceOf(IllegalStateException.class);
		assertThat(this.loads).hasValue(0);
		assertThat(cache.get("a", this::load)).isEqualTo("load 1");
	}

	@Test
	void valueThatCannotBeStoredIsReturnedAllTheSame() {
		Weigher<Object, Object> weigher = (key, value) -> {
			throw new IllegalStateException("weigher");
		};
		this.settings = CacheSettings.builder().maxWeight(100).weigher(weigher);
		TwsCache cache = cache();
		assertThat(cache.get("a", this::load)).isEqualTo("load 1");
		assertThat(cache.get("a")).isNull();
		assertThat(this.loads).hasValue(1);
	}

	@Test
	void valueLoadedAsynchronouslyThatCannotBeStoredIsReturnedAllTheSame() throws Exception {
		Weigher<Object, Object> weigher = (key, value) -> {
			throw new IllegalStateException("weigher");
		};
		this.settings = CacheSettings.builder().maxWeight(100).weigher(weigher);
		TwsCache cache = cache();
		assertThat(cache.retrieve("a", () -> CompletableFuture.supplyAsync(this::load)).get()).isEqualTo("load 1");
		assertThat(cache.get("a")).isNull();
	}

	@Test
	void closedCacheSaysSo() {
		TwsCache cache = cache();
		cache.put("b", "EXEC");
		for (int i = 0; i < 1000; i++) {
			assertThat(cache.get("b")).isNotNull();
		}
		this.hierarchy.close();
		assertThatIllegalStateException().isThrownBy(() -> cache.get("b")).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> cache.get("a")).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> cache.get("a", this::load)).withMessageContaining("closed");
		assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("a"))).isCompletedExceptionally();
		assertThat(this.loads).hasValue(0);
	}

	private void loadMeets(java.util.function.Consumer<TwsCache> change, String left) throws Exception {
		TwsCache cache = cache();
		CompletableFuture<String> loading = CompletableFuture.supplyAsync(() -> cache.get("a", this::slowLoad));
		this.began.await();
		change.accept(cache);
		this.release.countDown();
		assertThat(loading.get()).isEqualTo("load 1");
		assertThat(cache.get("a", String.class)).isEqualTo(left);
	}

	private Throwable failureOf(TwsCache cache, IOException failure) {
		try {
			cache.get("a", () -> {
				slowLoad();
				throw failure;
			});
			return new AssertionError("No failure");
		}
		catch (ValueRetrievalException ex) {
			return ex.getCause();
		}
	}

	private String load() {
		return "load " + this.loads.incrementAndGet();
	}

	private String slowLoad() throws InterruptedException {
		String value = load();
		this.began.countDown();
		this.release.await();
		return value;
	}

}
