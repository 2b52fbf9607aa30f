package io.github.twscache.functional;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hits that have a value loaded anew in the background.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class RefreshAheadTests {

	private static final Duration HALF = Duration.ofSeconds(30);

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	private TtlCache<String, String> cache;

	@BeforeEach
	void open() {
		this.cache = this.caches.open(this.kind, (settings) -> settings.ttl(HALF.multipliedBy(2)).refreshAhead(0.5));
		this.cache.put("key", "old");
		// So often that it gets into the first level.
		for (int i = 0; i < 200; i++) {
			assertThat(this.cache.get("key", (key) -> "not called")).isEqualTo("old");
		}
	}

	@Test
	void hitThatIsDueHasTheValueLoadedAnewInAThreadOfTheCache() {
		this.caches.advance(HALF);
		AtomicReference<String> thread = new AtomicReference<>();
		assertThat(this.cache.get("key", (key) -> {
			thread.set(Thread.currentThread().getName());
			return "new";
		})).isEqualTo("old");
		Awaitility.await().until(() -> "new".equals(this.cache.getIfPresent("key")));
		assertThat(thread.get()).startsWith("tws-cache-load-");
		this.caches.advance(HALF.multipliedBy(2).minusNanos(1));
		assertThat(this.cache.getIfPresent("key")).as("for its whole time").isEqualTo("new");
	}

	@Test
	void asynchronousHitThatIsDueHasTheValueLoadedAnew() {
		this.caches.advance(HALF);
		CompletableFuture<String> source = new CompletableFuture<>();
		assertThat(this.cache.getAsync("key", (key) -> source)).isCompletedWithValue("old");
		assertThat(this.cache.getAsync("key", (key) -> source)).isCompletedWithValue("old");
		source.complete("new");
		Awaitility.await().until(() -> "new".equals(this.cache.getIfPresent("key")));
		assertThat(this.cache.metrics().loads()).isOne();
	}

	@Test
	void failingRefreshIsNotFelt() {
		this.caches.advance(HALF);
		assertThat(this.cache.get("key", (key) -> {
			throw new IOException("on purpose");
		})).isEqualTo("old");
		Awaitility.await().until(() -> this.cache.metrics().loadsInFlight() == 0);
		assertThat(this.cache.metrics().loadFailures()).isOne();
		assertThat(this.cache.getIfPresent("key")).isEqualTo("old");
	}

	@Test
	void readWithoutALoaderRefreshesNothing() {
		this.caches.advance(HALF);
		assertThat(this.cache.getIfPresent("key")).isEqualTo("old");
		assertThat(this.cache.metrics().loadsInFlight() + this.cache.metrics().loads()).isZero();
	}

}
