package io.github.twscache.actuate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.twscache.CacheLoadException;
import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for the read operations of {@link TwsCacheEndpoint} over HTTP.
 */
class TwsCacheEndpointReadTests {

	/** What is off where nobody says anything. */
	private static final Set<String> OFF = Set.of("expire-after-access", "load.soft-timeout", "load.hard-timeout",
			"fail-safe.max-stale", "refresh-ahead", "key-rules", "ttl-policy");

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start("tws.cache.caches.guarded.load.hard-timeout=2s",
				"tws.cache.caches.guarded.fail-safe.max-stale=1h", "tws.cache.caches.guarded.refresh-ahead=0.8",
				"tws.cache.caches.guarded.key-rules[0].keys=PROD*", "tws.cache.caches.guarded.key-rules[0].ttl=5s",
				"tws.cache.caches.guarded.key-rules[0].fail-safe.max-stale=10s",
				"tws.cache.caches.guarded.key-rules[1].keys=*");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void allCachesAreDescribedWithWhatWasDoneToThem() {
		NamedCache<String, String> cache = application.cache("figures");
		cache.put("a", "secret");
		cache.put("a", "secret");
		cache.put("b", "secret");
		assertThat(cache.getIfPresent("a")).isEqualTo("secret");
		assertThat(cache.getIfPresent("b")).isEqualTo("secret");
		assertThat(cache.getIfPresent("b")).isEqualTo("secret");
		assertThat(cache.getIfPresent("none")).isNull();
		cache.invalidate("b");
		Answer answer = application.get("/twscache");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).doesNotContain("secret");
		assertThat(answer.json().path("numShards").intValue()).isEqualTo(8);
		JsonNode described = answer.json().path("caches").path("figures");
		assertThat(described.path("size").longValue()).isEqualTo(1);
		assertThat(described.path("weight").longValue()).isEqualTo(1);
		assertThat(described.path("maxSize").longValue()).isEqualTo(10_000);
		assertThat(described.path("ttl").stringValue()).isEqualTo("PT1M");
		assertThat(described.path("numShardsInUse").intValue()).isEqualTo(cache.numShardsInUse()).isEqualTo(8);
		assertThat(described.path("gets").longValue()).isEqualTo(4);
		assertThat(described.path("hits").longValue()).isEqualTo(3);
		assertThat(described.path("misses").longValue()).isEqualTo(1);
		assertThat(described.path("hitRatio").doubleValue()).isEqualTo(0.75);
		assertThat(described.path("l1HitRatio").doubleValue()).isEqualTo(cache.metrics().l1HitRatio());
		assertThat(described.path("l2HitRatio").doubleValue()).isEqualTo(cache.metrics().l2HitRatio());
		assertThat(described.path("puts").longValue()).isEqualTo(3);
		assertThat(described.path("inserts").longValue()).isEqualTo(2);
		assertThat(described.path("evictions").longValue()).isZero();
		assertThat(described.path("expirations").longValue()).isZero();
		assertThat(described.path("invalidations").longValue()).isEqualTo(1);
		assertThat(described.path("lockContentions").longValue()).isEqualTo(cache.metrics().lockContentions());
		assertThat(described.has("shards")).isFalse();
		assertThat(described.has("settings")).isFalse();
	}

	@Test
	void loadsAndCleanupsAreGivenInMilliseconds() {
		NamedCache<String, String> cache = application.cache("loads");
		cache.get("a", (key) -> "value");
		cache.get("b", (key) -> "value");
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("c", (key) -> {
			throw new IllegalStateException("broken");
		}));
		cache.cleanUp();
		JsonNode described = application.get("/twscache/loads").json();
		assertThat(described.path("loads").longValue()).isEqualTo(2);
		assertThat(described.path("loadFailures").longValue()).isEqualTo(1);
		assertThat(described.path("loadsInFlight").longValue()).isZero();
		assertThat(described.path("averageLoadMillis").doubleValue()).isPositive()
			.isCloseTo(cache.metrics().averageLoadTime().toNanos() / 1e6, within(1e-6));
		assertThat(described.path("lastCleanupMillis").doubleValue()).isPositive()
			.isCloseTo(cache.metrics().lastCleanupNanos() / 1e6, within(1e-6));
	}

	@Test
	void oneCacheIsDescribedWithItsShards() {
		NamedCache<Integer, String> cache = application.cache("shards");
		for (int i = 0; i < 500; i++) {
			cache.put(i, "value");
		}
		JsonNode shards = application.get("/twscache/shards").json().path("shards");
		assertThat(shards.size()).isEqualTo(8);
		long size = 0;
		double share = 0;
		for (int i = 0; i < 8; i++) {
			JsonNode shard = shards.get(i);
			assertThat(shard.path("index").intValue()).isEqualTo(i);
			assertThat(shard.path("capacity").longValue()).isEqualTo(cache.shards().get(i).capacity()).isPositive();
			assertThat(shard.path("lockContentions").isIntegralNumber()).isTrue();
			size += shard.path("size").longValue();
			share += shard.path("ringShare").doubleValue();
		}
		assertThat(size).isEqualTo(500);
		assertThat(share).isCloseTo(1, within(1e-6));
	}

	@Test
	void settingsAreGivenWithWhereTheyCameFrom() {
		NamedCache<String, String> cache = application.cache("settings");
		cache.setMaxSize(5_000);
		JsonNode settings = application.get("/twscache/settings").json().path("settings");
		assertThat(settings.findValuesAsString("name")).containsExactlyElementsOf(cache.settings().asMap().keySet());
		for (JsonNode setting : settings) {
			switch (setting.path("name").stringValue()) {
				case "max-size" -> {
					assertThat(setting.path("value").longValue()).isEqualTo(5_000);
					assertThat(setting.path("origin").stringValue()).isEqualTo("changed while running");
				}
				case "ttl" -> {
					assertThat(setting.path("value").stringValue()).isEqualTo("PT1M");
					assertThat(setting.path("origin").stringValue()).isEqualTo("default");
				}
				default ->
					assertThat(setting.has("value")).isEqualTo(!OFF.contains(setting.path("name").stringValue()));
			}
		}
	}

	@Test
	void settingsOfLoadsAndKeysAreGivenWithWhereTheyCameFrom() {
		application.cache("guarded");
		JsonNode settings = application.get("/twscache/guarded").json().path("settings");
		Map<String, JsonNode> byName = new HashMap<>();
		for (JsonNode setting : settings) {
			byName.put(setting.path("name").stringValue(), setting);
		}
		assertSetting(byName.get("single-flight"), "\"auto\"", "default");
		assertSetting(byName.get("load.hard-timeout"), "\"PT2S\"", "tws.cache.caches.guarded");
		assertSetting(byName.get("fail-safe.max-stale"), "\"PT1H\"", "tws.cache.caches.guarded");
		assertSetting(byName.get("fail-safe.throttle"), "\"PT1S\"", "default");
		assertSetting(byName.get("refresh-ahead"), "0.8", "tws.cache.caches.guarded");
		assertSetting(byName.get("key-rules"),
				"[{\"keys\":\"PROD*\",\"ttl\":\"PT5S\",\"fail-safe.max-stale\":\"PT10S\"},{\"keys\":\"*\"}]",
				"tws.cache.caches.guarded");
	}

	private static void assertSetting(JsonNode setting, String value, String origin) {
		assertThat(setting.path("value")).isEqualTo(new Answer(200, value).json());
		assertThat(setting.path("origin").stringValue()).isEqualTo(origin);
	}

	@Test
	void unknownCacheIsNotFound() {
		application.cache("known");
		for (String path : Set.of("/twscache/unheard", "/twscache/unheard/key")) {
			Answer answer = application.get(path);
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.reason()).contains("'unheard'").contains("known");
		}
		assertThat(application.get("/twscache").json().path("caches").has("unheard")).isFalse();
	}

	@Test
	void entryIsDescribedWithoutItsValueAndWithoutALookUp() {
		NamedCache<String, String> cache = application.cache("entry");
		cache.put("key", "secret");
		Answer answer = application.get("/twscache/entry/key");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).doesNotContain("secret");
		JsonNode entry = answer.json();
		assertThat(entry.path("present").booleanValue()).isTrue();
		assertThat(entry.path("level").stringValue()).isIn("L1", "L2");
		assertThat(entry.path("shard").intValue()).isEqualTo(cache.inspect("key").orElseThrow().shard());
		assertThat(entry.path("ageMillis").longValue()).isBetween(0L, 60_000L);
		assertThat(entry.path("remainingMillis").longValue()).isBetween(1L, 60_000L);
		assertThat(cache.metrics().gets()).isZero();
	}

	@Test
	void entryThatNeverExpiresHasNoRemainingTime() {
		NamedCache<String, String> cache = application.cache("for-ever");
		cache.setTtl(Duration.ZERO);
		cache.put("key", "value");
		JsonNode entry = application.get("/twscache/for-ever/key").json();
		assertThat(entry.path("present").booleanValue()).isTrue();
		assertThat(entry.has("remainingMillis")).isFalse();
		assertThat(application.get("/twscache/for-ever").json().path("ttl").stringValue()).isEqualTo("PT0S");
	}

	@Test
	void entryThatIsNotThereIsAbsent() {
		application.cache("entry").put("other", "value");
		Answer answer = application.get("/twscache/entry/none");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"present\":false}");
	}

	@ParameterizedTest
	@CsvSource({ "PROD/PAYROLL/FINAL, PROD/PAYROLL/FINAL", "PROD%23PAYROLL, PROD#PAYROLL", "a%20b, a b", "100%25, 100%",
			"a+b, a+b", "gr%C3%BC%C3%9Fe, grüße", "a%3Fb%3Dc, a?b=c", "'a,b', 'a,b'" })
	void keyIsTheDecodedRestOfThePath(String path, String key) {
		NamedCache<String, String> cache = application.cache("paths");
		cache.put(key, "value");
		assertThat(application.get("/twscache/paths/" + path).json().path("present").booleanValue()).isTrue();
		cache.invalidate(key);
		assertThat(application.get("/twscache/paths/" + path).json().path("present").booleanValue()).isFalse();
	}

	@Test
	void keysThatAreNoTextAreFoundByTheirText() {
		NamedCache<Object, String> cache = application.cache("objects");
		List<Object> keys = List.of(42, List.of(1, 2), new SimpleKey("PROD", 7), SimpleKey.EMPTY);
		List<String> paths = List.of("42", "%5B1,%202%5D", "PROD,7", "");
		for (int i = 0; i < keys.size(); i++) {
			String path = "/twscache/objects/" + paths.get(i);
			assertThat(application.get(path).json().path("present").booleanValue()).as(path).isFalse();
			cache.put(keys.get(i), "value");
			assertThat(application.get(path).json().path("present").booleanValue()).as(path).isTrue();
		}
	}

}
