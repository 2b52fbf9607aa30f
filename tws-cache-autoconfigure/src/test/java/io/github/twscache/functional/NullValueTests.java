package io.github.twscache.functional;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CachedValue;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class NullValueTests {

	private static final String REFUSAL = "Cache 'jobs' is configured to not allow null values but null was provided";

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void cachedNullIsAHit() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		cache.put("key", null);
		assertThat(cache.getOrDefault("key", "absent")).isNull();
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.get("key").join()).isEmpty();
		assertThat(cache.metrics().hits()).isEqualTo(3);
		assertThat(cache.metrics().misses()).isZero();
		assertThat(cache.size()).isOne();
		assertThat(cache.invalidate("key")).isTrue();
		assertThat(cache.getOrDefault("key", "absent")).isEqualTo("absent");
	}

	@Test
	void putIfAbsentKeepsACachedNull() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertThat(cache.putIfAbsent("key", null)).isNull();
		assertThat(cache.putIfAbsent("key", "value")).isEqualTo(new CachedValue<>(null));
		assertThat(cache.getOrDefault("key", "absent")).isNull();
	}

	@Test
	void loaderIsNotCalledForACachedNull() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		assertThat(cache.get("sync", (key) -> null)).isNull();
		assertThat(cache.getAsync("async", (key) -> CompletableFuture.completedFuture(null)).join()).isNull();
		assertThat(cache.get("sync", (key) -> "loaded")).isNull();
		assertThat(cache.getAsync("sync", (key) -> CompletableFuture.completedFuture("loaded")).join()).isNull();
		assertThat(cache.get("async", (key) -> "loaded")).isNull();
		assertThat(cache.metrics().loads()).isEqualTo(2);
	}

	@Test
	void nullsHaveATimeToLiveOfTheirOwn() {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofSeconds(10)).nullTtl(Duration.ofSeconds(1)));
		cache.put("null", null);
		cache.put("value", "value");
		cache.put("overwritten", null);
		cache.put("overwritten", "value");
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.getOrDefault("null", "absent")).isEqualTo("absent");
		assertThat(cache.getIfPresent("value")).isEqualTo("value");
		assertThat(cache.getIfPresent("overwritten")).isEqualTo("value");
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void nullsMayOutliveValues() {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofSeconds(10)).nullTtl(Duration.ZERO));
		cache.put("null", null);
		cache.put("value", "value");
		this.caches.advance(Duration.ofDays(1));
		assertThat(cache.getOrDefault("null", "absent")).isNull();
		assertThat(cache.getOrDefault("value", "absent")).isEqualTo("absent");
	}

	@Test
	void nullIsRefusedWhereItIsNotAllowed() {
		TtlCache<String, String> cache = withoutNulls();
		cache.put("key", "old");
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("key", null)).withMessage(REFUSAL);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("key", null, Duration.ZERO))
			.withMessage(REFUSAL);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.set("key", null)).withMessage(REFUSAL);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.putIfAbsent("other", null)).withMessage(REFUSAL);
		assertThat(cache.getIfPresent("key")).isEqualTo("old");
		assertThat(cache.size()).isOne();
	}

	@Test
	void loaderThatReturnsNullWhereItIsNotAllowedFails() {
		TtlCache<String, String> cache = withoutNulls();
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("key", (key) -> null))
			.havingCause()
			.isExactlyInstanceOf(IllegalArgumentException.class)
			.withMessage(REFUSAL);
		CompletableFuture<String> async = cache.getAsync("key", (key) -> CompletableFuture.completedFuture(null));
		assertThat(async).isCompletedExceptionally();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(async::join)
			.havingCause()
			.isExactlyInstanceOf(IllegalArgumentException.class)
			.withMessage(REFUSAL);
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadFailures()).isEqualTo(2);
		assertThat(cache.get("key", (key) -> "loaded")).isEqualTo("loaded");
	}

	private TtlCache<String, String> withoutNulls() {
		return this.caches.open(this.kind, (settings) -> settings.allowNullValues(false));
	}

}
