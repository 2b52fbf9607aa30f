package io.github.twscache.functional;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CachedValue;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class AnswerTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void hitCompletesAtOnce() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertThat(cache.set("key", "value")).isCompleted();
		assertThat(cache.get("key")).isCompleted();
		assertThat(cache.get("key").join()).contains("value");
		assertThat(cache.get("other").join()).isEmpty();
	}

	@Test
	void putIfAbsentKeepsWhatIsThere() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertThat(cache.putIfAbsent("key", "first")).isNull();
		assertThat(cache.putIfAbsent("key", "second")).isEqualTo(new CachedValue<>("first"));
		assertThat(cache.getIfPresent("key")).isEqualTo("first");
		assertThat(cache.metrics().puts()).isOne();
		assertThat(cache.metrics().gets()).isOne();
	}

	@Test
	void invalidateTellsWhetherThereWasAValue() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertThat(cache.invalidate("key")).isFalse();
		cache.put("key", "value");
		assertThat(cache.invalidate("key")).isTrue();
		assertThat(cache.invalidate("key")).isFalse();
		assertThat(cache.getIfPresent("key")).isNull();
		cache.put("key", "value");
		assertThat(cache.delete("key").join()).isTrue();
		assertThat(cache.delete("key").join()).isFalse();
		assertThat(cache.metrics().invalidations()).isEqualTo(2);
	}

	@Test
	void invalidateAllTellsHowManyWent() {
		TtlCache<Integer, String> cache = this.caches.open(this.kind);
		assertThat(cache.invalidateAll()).isZero();
		for (int i = 0; i < 1234; i++) {
			cache.put(i, "value");
		}
		assertThat(cache.invalidateAll()).isEqualTo(1234);
		assertThat(cache.size()).isZero();
		assertThat(cache.keys()).isEmpty();
		for (int i = 0; i < 1234; i++) {
			assertThat(cache.getIfPresent(i)).isNull();
		}
		assertThat(cache.metrics().invalidations()).isEqualTo(1234);
		cache.put(1, "again");
		assertThat(cache.getIfPresent(1)).isEqualTo("again");
		assertThat(cache.clear()).isCompleted();
		assertThat(cache.getIfPresent(1)).isNull();
	}

	@Test
	void valueRemovedFromTheFirstLevelIsGone() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Runnable makeHot = () -> {
			cache.put("key", "value");
			for (int i = 0; i < 200; i++) {
				cache.getIfPresent("key");
			}
		};
		makeHot.run();
		cache.invalidate("key");
		assertThat(cache.getIfPresent("key")).isNull();
		makeHot.run();
		cache.invalidateAll();
		assertThat(cache.getIfPresent("key")).isNull();
		makeHot.run();
		cache.put("key", "new");
		assertThat(cache.getIfPresent("key")).isEqualTo("new");
	}

	@Test
	void hitIsNotLoaded() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		cache.put("key", "value");
		assertThat(cache.get("key", (key) -> "loaded")).isEqualTo("value");
		CompletableFuture<String> async = cache.getAsync("key", (key) -> CompletableFuture.completedFuture("loaded"));
		assertThat(async).isCompletedWithValue("value");
		assertThat(cache.metrics().loads()).isZero();
		assertThat(cache.metrics().hits()).isEqualTo(2);
	}

	@Test
	void overwriteIsSeenAtOnce() {
		TtlCache<String, Integer> cache = this.caches.open(this.kind);
		for (int i = 0; i < 1000; i++) {
			cache.put("key", i, Duration.ofSeconds(1 + (i * 7) % 13));
			assertThat(cache.getIfPresent("key")).isEqualTo(i);
		}
		assertThat(cache.size()).isOne();
		assertThat(cache.metrics().puts()).isEqualTo(1000);
		assertThat(cache.metrics().inserts()).isOne();
	}

}
