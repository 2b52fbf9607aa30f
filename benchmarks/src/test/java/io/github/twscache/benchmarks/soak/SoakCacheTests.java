package io.github.twscache.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is wrong on purpose is noticed.
 */
class SoakCacheTests {

	private final CacheHierarchy hierarchy = CacheHierarchy.builder()
		.settings((name) -> CacheSettings.builder().maxSize(500).build())
		.build();

	private final SoakCache cache = new SoakCache(this.hierarchy.cache("soak"), Runnable::run);

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void useThatIsCountedIsQuietAfterwards() {
		this.cache.cache().put(1, value(1));
		assertThat(this.cache.get(1)).isEqualTo(100);
		assertThat(this.cache.get(2)).isZero();
		assertThat(this.cache.load(3, SoakCacheTests::value)).isEqualTo(300);
		assertThat(this.cache.loadAsync(4, SoakCacheTests::value).join()).isEqualTo(400);
		this.cache.fill(1000);
		assertThat(this.cache.cache().size()).isEqualTo(500);
		this.cache.cache().invalidateAll();
		this.cache.checkQuiet();
	}

	@Test
	void loaderThatFailsOnPurposeIsNoError() {
		assertThat(this.cache.load(1, (key) -> {
			throw Refusal.INSTANCE;
		})).isZero();
		assertThat(this.cache.loadAsync(2, (key) -> {
			throw Refusal.INSTANCE;
		}).join()).isZero();
		this.cache.checkQuiet();
	}

	@Test
	void loadThatFailsOtherwiseIsAnError() {
		assertThatIllegalStateException().isThrownBy(() -> this.cache.load(1, (key) -> {
			throw new IllegalArgumentException("not on purpose");
		})).withMessageContaining("otherwise");
		CompletableFuture<Long> answer = this.cache.loadAsync(2, (key) -> {
			throw new IllegalArgumentException("not on purpose");
		});
		assertThat(answer).isCompletedExceptionally();
	}

	@Test
	void valueOfAnotherKeyIsAnError() {
		this.cache.cache().put(1, value(2));
		assertThatIllegalStateException().isThrownBy(() -> this.cache.get(1))
			.withMessageContaining("Key 1")
			.withMessageContaining("key 2");
	}

	@Test
	void lookUpThatNobodyCountedIsAnError() {
		this.cache.cache().getIfPresent(1);
		assertThatIllegalStateException().isThrownBy(this.cache::checkQuiet).withMessageContaining("look-ups: 1");
	}

	@Test
	void loadThatHasNotEndedIsAnError() {
		List<Runnable> tasks = new ArrayList<>();
		SoakCache idle = new SoakCache(this.hierarchy.cache("idle"), tasks::add);
		CompletableFuture<Long> answer = idle.loadAsync(1, SoakCacheTests::value);
		assertThat(answer).isNotDone();
		assertThatIllegalStateException().isThrownBy(idle::checkQuiet).withMessageContaining("loads ended: 0");
		tasks.forEach(Runnable::run);
		assertThat(answer).isCompletedWithValue(100L);
	}

	private static Value value(Integer key) {
		return new Value(key, 1, key * 100L);
	}

}
