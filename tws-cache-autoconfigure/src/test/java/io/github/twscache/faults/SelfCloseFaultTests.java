package io.github.twscache.faults;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Caches closed by the user's code that they call.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SelfCloseFaultTests {

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@Test
	void listenerMayCloseItsCache() {
		NamedCache<Object, String> cache = this.caches.open();
		cache.addListener((event) -> this.caches.hierarchy.close());
		cache.put("key", "value");
		Aftermath.assertIsClosed(catchThrowable(() -> cache.getIfPresent("key")));
	}

	@Test
	void loaderMayCloseItsCache() {
		NamedCache<Object, String> cache = this.caches.open();
		assertThat(cache.get("key", (missing) -> {
			this.caches.hierarchy.close();
			return "loaded";
		})).isEqualTo("loaded");
		Aftermath.assertIsClosed(catchThrowable(() -> cache.getIfPresent("key")));
	}

	@Test
	void asynchronousLoaderMayCloseItsCache() {
		NamedCache<Object, String> cache = this.caches.open();
		CompletableFuture<String> answer = cache.getAsync("key", (missing) -> {
			this.caches.hierarchy.close();
			return CompletableFuture.completedFuture("loaded");
		});
		assertThat(answer).isDone();
		Aftermath.assertIsClosed(catchThrowable(answer::join));
	}

	@Test
	void weigherMayCloseItsCache() {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxWeight(10_000).weigher((key, value) -> {
				this.caches.hierarchy.close();
				return 1;
			}));
		Aftermath.assertIsClosed(catchThrowable(() -> cache.put("key", "value")));
	}

	@Test
	void whoHearsThatHisLoadEndedMayUseTheCacheThatCloses() {
		NamedCache<Object, String> cache = this.caches.open();
		CompletableFuture<String> answer = cache.getAsync("key", (missing) -> new CompletableFuture<>());
		CompletableFuture<Throwable> after = answer.handle((value, failure) -> {
			this.caches.hierarchy.close();
			return catchThrowable(() -> cache.put("key", "value"));
		});
		this.caches.hierarchy.close();
		assertThat(after).isDone();
		Aftermath.assertIsClosed(after.join());
	}

}
