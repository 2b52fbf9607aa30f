package io.github.twscache.functional;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheLoader;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.CachedValue;
import io.github.twscache.KeyRule;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What callers see of values that are kept for failing loads.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class StaleValueTests {

	private static final Duration TTL = Duration.ofMinutes(1);

	private static final Duration MAX_STALE = Duration.ofHours(1);

	private static final CacheLoader<String, String> DOWN = (key) -> {
		throw new IOException("the database is down");
	};

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void databaseThatIsDownForTenMinutesIsNotFelt() {
		TtlCache<String, String> cache = open((settings) -> settings.failSafeMaxStale(MAX_STALE));
		assertThat(cache.get("key", (key) -> "first")).isEqualTo("first");
		for (int minute = 1; minute <= 10; minute++) {
			this.caches.advance(TTL);
			for (int reader = 0; reader < 200; reader++) {
				assertThat(cache.get("key", DOWN)).isEqualTo("first");
			}
			assertThat(cache.getAsync("key", (key) -> CompletableFuture.<String>failedFuture(new IOException("down"))))
				.isCompletedWithValue("first");
		}
		assertThat(cache.metrics().loadFailures()).as("one a throttle time").isEqualTo(10);
		assertThat(cache.metrics().staleServed()).isEqualTo(2010);
		assertThat(cache.metrics().hits()).isEqualTo(2000);
		assertThat(cache.metrics().misses()).isEqualTo(11);
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.get("key", (key) -> "second")).isEqualTo("second");
		assertThat(cache.getIfPresent("key")).isEqualTo("second");
	}

	@Test
	void failureIsToldAfterMaxStale() {
		TtlCache<String, String> cache = open((settings) -> settings.failSafeMaxStale(MAX_STALE));
		cache.put("key", "value");
		this.caches.advance(TTL.plus(MAX_STALE));
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("key", DOWN))
			.withCauseInstanceOf(IOException.class);
		assertThat(cache.lookup("key")).isEmpty();
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void callersCanSeeThatAValueIsStaleAndHowOldItIs() {
		TtlCache<String, String> cache = open((settings) -> settings.failSafeMaxStale(MAX_STALE));
		assertThat(cache.lookup("key")).isEmpty();
		cache.put("key", "value");
		this.caches.advance(Duration.ofSeconds(20));
		assertThat(cache.lookup("key"))
			.contains(new CachedValue<>("value", false, Duration.ofSeconds(20), Duration.ZERO));
		this.caches.advance(TTL);
		CachedValue<String> stale = cache.lookup("key").orElseThrow();
		assertThat(stale.value()).isEqualTo("value");
		assertThat(stale.isStale()).isTrue();
		assertThat(stale.age()).isEqualTo(TTL.plusSeconds(20));
		assertThat(stale.staleFor()).isEqualTo(Duration.ofSeconds(20));
		cache.put("null", null);
		assertThat(cache.lookup("null").orElseThrow().value()).isNull();
		assertThat(cache.metrics().gets()).as("nothing of it counts").isZero();
	}

	@Test
	void staleValueIsNotThereForThoseWhoDoNotLoad() {
		TtlCache<String, String> cache = open((settings) -> settings.failSafeMaxStale(MAX_STALE));
		cache.put("key", "old");
		this.caches.advance(TTL);
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.get("key", DOWN)).isEqualTo("old");
		assertThat(cache.inspect("key")).isEmpty();
		assertThat(cache.keys()).isEmpty();
		assertThat(cache.putIfAbsent("key", "new")).isNull();
		assertThat(cache.getIfPresent("key")).isEqualTo("new");
	}

	@Test
	void ruleKeepsItsKeysAlone() {
		List<KeyRule> rules = List.of(KeyRule.of("PROD*").withMaxStale(MAX_STALE));
		TtlCache<String, String> cache = open((settings) -> settings.keyRules(rules));
		cache.put("PROD", "value");
		cache.put("TEST", "value");
		this.caches.advance(TTL);
		assertThat(cache.get("PROD", DOWN)).isEqualTo("value");
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("TEST", DOWN));
		assertThat(cache.cleanUp()).as("the other one").isOne();
		assertThat(cache.lookup("PROD")).isPresent();
	}

	private TtlCache<String, String> open(Consumer<CacheSettingsBuilder> customizer) {
		return this.caches.open(this.kind, (settings) -> customizer.accept(settings.ttl(TTL)));
	}

}
