package io.github.twscache.functional;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.KeyRule;
import io.github.twscache.TtlCache;
import io.github.twscache.TtlPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for times to live by key and by value.
 */
@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class KeyLifetimeTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void ruleSaysHowLongItsKeysLiveHoweverTheyWereStored() {
		TtlCache<String, String> cache = open(
				(settings) -> settings.ttl(MINUTE).keyRules(List.of(KeyRule.of("PROD*").withTtl(SECOND))));
		for (String prefix : List.of("PROD", "TEST")) {
			cache.put(prefix + "#put", "value");
			cache.putIfAbsent(prefix + "#absent", "value");
			cache.get(prefix + "#loaded", (key) -> "value");
			cache.getAsync(prefix + "#later", (key) -> CompletableFuture.completedFuture("value")).join();
		}
		this.caches.advance(SECOND);
		assertThat(cache.keys()).containsExactlyInAnyOrder("TEST#put", "TEST#absent", "TEST#loaded", "TEST#later");
		assertThat(cache.getIfPresent("PROD#put")).isNull();
		this.caches.advance(MINUTE);
		assertThat(cache.keys()).isEmpty();
	}

	@Test
	void overwriteKeepsTheTimeOfTheRule() {
		List<KeyRule> rules = List.of(KeyRule.of("PROD*").withTtl(Duration.ofSeconds(10)));
		TtlCache<String, String> cache = open((settings) -> settings.ttl(MINUTE).keyRules(rules));
		cache.put("PROD", "old");
		this.caches.advance(Duration.ofSeconds(9));
		cache.put("PROD", "new");
		this.caches.advance(Duration.ofSeconds(9));
		assertThat(cache.getIfPresent("PROD")).isEqualTo("new");
		this.caches.advance(SECOND);
		assertThat(cache.getIfPresent("PROD")).isNull();
	}

	@Test
	void timeToLiveOfAPutWinsOverRuleAndPolicy() {
		List<KeyRule> rules = List.of(KeyRule.of("PROD*").withTtl(SECOND));
		TtlCache<String, String> cache = open((settings) -> settings.keyRules(rules).ttlPolicy((key, value) -> SECOND));
		cache.put("PROD", "value", HOUR);
		this.caches.advance(HOUR.minusNanos(1));
		assertThat(cache.getIfPresent("PROD")).isEqualTo("value");
	}

	@Test
	void timeToLiveChangedWhileRunningIsForKeysWithoutRule() {
		TtlCache<String, String> cache = open(
				(settings) -> settings.ttl(SECOND).keyRules(List.of(KeyRule.of("PROD*").withTtl(SECOND))));
		cache.setTtl(HOUR);
		cache.put("PROD", "value");
		cache.put("TEST", "value");
		this.caches.advance(MINUTE);
		assertThat(cache.getIfPresent("PROD")).isNull();
		assertThat(cache.getIfPresent("TEST")).isEqualTo("value");
	}

	@Test
	void jitterOfARuleShortensItsKeysAlone() {
		List<KeyRule> rules = List.of(KeyRule.of("1*").withTtlJitter(0.5));
		TtlCache<Integer, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofSeconds(1000)).keyRules(rules));
		for (int i = 0; i < 300; i++) {
			cache.put(1000 + i, "value");
			cache.put(2000 + i, "value");
		}
		List<Long> jittered = cache.keys()
			.filter((key) -> key < 2000)
			.map((key) -> cache.inspect(key).orElseThrow().remaining().toSeconds())
			.toList();
		assertThat(jittered).hasSize(300).allMatch((seconds) -> seconds >= 499).anyMatch((seconds) -> seconds < 900);
		this.caches.advance(Duration.ofSeconds(999));
		assertThat(cache.keys()).hasSizeBetween(300, 310).filteredOn((key) -> key >= 2000).hasSize(300);
	}

	@Test
	void policySaysHowLongAValueLives() {
		TtlCache<String, String> cache = open(
				(settings) -> settings.ttlPolicy((key, value) -> "SUCC".equals(value) ? HOUR : SECOND));
		cache.put("job", "EXEC");
		cache.put("done", "SUCC");
		this.caches.advance(SECOND);
		assertThat(cache.getIfPresent("job")).isNull();
		assertThat(cache.getIfPresent("done")).isEqualTo("SUCC");
	}

	@Test
	void overwriteTakesTheTimeOfTheNewValueLongerOrShorter() {
		TtlCache<String, String> cache = open(
				(settings) -> settings.ttlPolicy((key, value) -> "SUCC".equals(value) ? HOUR : SECOND));
		cache.put("job", "EXEC");
		cache.put("job", "SUCC");
		this.caches.advance(MINUTE);
		assertThat(cache.getIfPresent("job")).isEqualTo("SUCC");
		cache.put("job", "EXEC");
		this.caches.advance(SECOND);
		assertThat(cache.getIfPresent("job")).isNull();
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void policyThatFailsChangesNothingForTheCaller() {
		List<TtlPolicy<String, String>> broken = List.of((key, value) -> null, (key, value) -> SECOND.negated(),
				(key, value) -> {
					throw new IllegalStateException("no time to live");
				});
		for (TtlPolicy<String, String> policy : broken) {
			TtlCache<String, String> cache = open((settings) -> settings.ttl(MINUTE).ttlPolicy(policy));
			cache.put("put", "value");
			assertThat(cache.get("loaded", (key) -> "value")).isEqualTo("value");
			assertThat(cache.metrics().ttlPolicyFailures()).isGreaterThanOrEqualTo(2);
			this.caches.advance(MINUTE.minusNanos(1));
			assertThat(cache.keys()).containsExactlyInAnyOrder("put", "loaded");
			this.caches.advance(Duration.ofNanos(1));
			assertThat(cache.keys()).isEmpty();
		}
	}

	/*
	 * The policy waits for another thread that uses the cache. Under a lock it would wait
	 * for ever: where there is but one key lock, all keys share it.
	 */
	@Test
	void policyIsAskedUnderNoLock() {
		AtomicReference<TtlCache<String, String>> own = new AtomicReference<>();
		TtlPolicy<String, String> policy = (key, value) -> {
			if (!key.startsWith("by policy of ")) {
				CompletableFuture.runAsync(() -> own.get().put("by policy of " + key, "value")).join();
				CompletableFuture.runAsync(() -> own.get().invalidate("by nobody")).join();
			}
			return MINUTE;
		};
		TtlCache<String, String> cache = open((settings) -> settings.ttlPolicy(policy).keyLockMax(1).numShards(1));
		own.set(cache);
		cache.put("put", "value");
		cache.put("put", "again");
		cache.putIfAbsent("absent", "value");
		cache.get("loaded", (key) -> "value");
		assertThat(cache.keys()).containsExactlyInAnyOrder("put", "absent", "loaded", "by policy of put",
				"by policy of absent", "by policy of loaded");
	}

	private TtlCache<String, String> open(Consumer<CacheSettingsBuilder> customizer) {
		return this.caches.open(this.kind, customizer);
	}

}
