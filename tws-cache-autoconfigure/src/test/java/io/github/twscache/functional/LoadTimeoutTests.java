package io.github.twscache.functional;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheLoader;
import io.github.twscache.LoadTimeoutException;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What callers are told who cannot wait for a load any longer.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class LoadTimeoutTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicReference<String> thread = new AtomicReference<>();

	/** Goes on after an interrupt, but not for ever. */
	private final CacheLoader<String, String> hangs = (key) -> {
		this.thread.set(Thread.currentThread().getName());
		boolean released = false;
		while (!released) {
			try {
				this.release.await();
				released = true;
			}
			catch (InterruptedException ex) {
				// A loader that does not heed it.
			}
		}
		return "late";
	};

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void callerIsToldThatTimeIsUpAndTheValueIsThereLater() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.loadHardTimeout(SHORT));
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("secret", this.hangs))
			.withCauseInstanceOf(LoadTimeoutException.class)
			.havingCause()
			.withMessageContaining(Caches.NAME)
			.withMessageContaining(SHORT.toString())
			.withMessageNotContaining("secret");
		// Again, if the machine takes its time to start a thread.
		Awaitility.await()
			.ignoreExceptionsInstanceOf(CacheLoadException.class)
			.until(() -> "loaded".equals(cache.get("other", (key) -> "loaded")));
		this.release.countDown();
		Awaitility.await().until(() -> "late".equals(cache.getIfPresent("secret")));
		assertThat(this.thread.get()).startsWith("tws-cache-load-");
	}

	@Test
	void futureFailsWhenTimeIsUp() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.loadHardTimeout(SHORT));
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> answer = cache.getAsync("key", (key) -> source);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
			.withCauseInstanceOf(LoadTimeoutException.class);
		source.complete("late");
		assertThat(cache.getIfPresent("key")).isEqualTo("late");
	}

	@Test
	void staleValueIsServedAfterTheSoftTimeOut() {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofMinutes(1))
					.failSafeMaxStale(Duration.ofHours(1))
					.loadSoftTimeout(SHORT)
					.loadHardTimeout(Duration.ofMinutes(1)));
		cache.put("key", "old");
		this.caches.advance(Duration.ofMinutes(1));
		assertThat(cache.get("key", this.hangs)).isEqualTo("old");
		assertThat(cache.lookup("key").orElseThrow().isStale()).isTrue();
		this.release.countDown();
		Awaitility.await().until(() -> "late".equals(cache.getIfPresent("key")));
		assertThat(cache.metrics().staleServed()).isPositive();
	}

	@Test
	void threadOfTheCacheHasNothingOfTheCallersThatHappenedToStartIt() throws IOException {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.loadHardTimeout(Duration.ofMinutes(1)));
		Thread caller = Thread.currentThread();
		ClassLoader before = caller.getContextClassLoader();
		InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
		inherited.set("the caller's");
		try (URLClassLoader other = new URLClassLoader(new URL[0], before)) {
			caller.setContextClassLoader(other);
			assertThat(cache.get("key",
					(key) -> inherited.get() + ", " + (Thread.currentThread().getContextClassLoader() == before)))
				.isEqualTo("null, true");
		}
		finally {
			caller.setContextClassLoader(before);
			inherited.remove();
		}
	}

	@Test
	void withoutTimeOutsLoadsRunInTheThreadsOfTheirCallers() {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.failSafeMaxStale(Duration.ofHours(1)));
		assertThat(cache.get("key", (key) -> Thread.currentThread().getName()))
			.isEqualTo(Thread.currentThread().getName());
	}

}
