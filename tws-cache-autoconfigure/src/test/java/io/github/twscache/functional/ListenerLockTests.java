package io.github.twscache.functional;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners run under no lock: while one runs, another thread uses the cache in every
 * way, which it could not if anything were locked.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(CacheKind.class)
class ListenerLockTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final AtomicInteger heard = new AtomicInteger();

	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	@Parameter
	CacheKind kind;

	@Test
	void duringAStore() {
		TtlCache<String, String> cache = open(Kind.CREATED);
		cache.put("key", "value");
		assertHeardUnderNoLock();
	}

	@Test
	void duringAnOverwrite() {
		TtlCache<String, String> cache = open(Kind.UPDATED);
		cache.put("key", "value");
		cache.put("key", "value");
		assertHeardUnderNoLock();
	}

	@Test
	void duringAnInvalidation() {
		TtlCache<String, String> cache = open(Kind.INVALIDATED);
		cache.put("key", "value");
		cache.invalidate("key");
		assertHeardUnderNoLock();
	}

	@Test
	void duringAClear() {
		TtlCache<String, String> cache = open(Kind.INVALIDATED);
		cache.put("key", "value");
		cache.invalidateAll();
		assertHeardUnderNoLock();
	}

	@Test
	void duringAnEviction() {
		TtlCache<String, String> cache = open(Kind.EVICTED);
		for (int i = 0; i < 11; i++) {
			cache.put("key" + i, "value");
		}
		assertHeardUnderNoLock();
	}

	@Test
	void duringACleanup() {
		TtlCache<String, String> cache = open(Kind.EXPIRED);
		cache.put("key", "value", Duration.ofSeconds(1));
		this.caches.advance(Duration.ofSeconds(1));
		cache.cleanUp();
		assertHeardUnderNoLock();
	}

	@Test
	void duringALoad() {
		TtlCache<String, String> cache = open(Kind.LOADED);
		cache.get("key", (key) -> "value");
		assertHeardUnderNoLock();
	}

	@Test
	void duringAChangeOfTheBound() {
		TtlCache<String, String> cache = open(Kind.EVICTED);
		for (int i = 0; i < 10; i++) {
			cache.put("key" + i, "value");
		}
		cache.setMaxSize(5);
		assertHeardUnderNoLock();
	}

	@Test
	void listenerMayCallTheCacheItself() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Caches.listen(cache, (event) -> {
			if (event.kind() == Kind.CREATED && event.key().equals("key")) {
				cache.put("by listener", "value");
				cache.invalidate("key");
			}
		});
		cache.put("key", "value");
		assertThat(cache.keys()).containsExactly("by listener");
	}

	@Test
	void listenerMayChangeTheBoundWhileTheBoundChanges() throws Exception {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10));
		for (int i = 0; i < 10; i++) {
			cache.put("key" + i, "value");
		}
		Caches.listen(cache, (event) -> {
			if (event.kind() == Kind.EVICTED && this.heard.incrementAndGet() == 1) {
				cache.setMaxSize(3);
			}
		});
		Workers.result(this.workers.start(() -> {
			cache.setMaxSize(5);
			return null;
		}));
		assertThat(cache.size()).isLessThanOrEqualTo(5);
	}

	private TtlCache<String, String> open(Kind wanted) {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10).keyLockMax(1));
		Caches.listen(cache, (event) -> {
			if (event.kind() == wanted && this.heard.incrementAndGet() == 1) {
				useInAnotherThread(cache);
			}
		});
		return cache;
	}

	private void useInAnotherThread(TtlCache<String, String> cache) {
		try {
			this.workers.start(() -> {
				cache.put("key", "by another thread");
				cache.invalidate("key");
				cache.get("other", (key) -> "by another thread");
				cache.cleanUp();
				cache.invalidateAll();
				cache.setTtl(Duration.ofSeconds(5));
				return cache.resize(4).isDone();
			}).get(5, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException | InterruptedException ex) {
			this.failure.set(ex);
		}
	}

	private void assertHeardUnderNoLock() {
		assertThat(this.heard).hasPositiveValue();
		assertThat(this.failure.get()).isNull();
	}

}
