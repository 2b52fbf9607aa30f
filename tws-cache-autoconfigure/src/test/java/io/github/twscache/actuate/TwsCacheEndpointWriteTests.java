package io.github.twscache.actuate;

import java.time.Duration;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the write operations of {@link TwsCacheEndpoint} over HTTP.
 */
class TwsCacheEndpointWriteTests {

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start("tws.cache.caches.guarded.fail-safe.max-stale=1h");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void numberOfShardsChangesForAllCaches() {
		NamedCache<String, String> before = application.cache("before");
		Answer answer = application.post("/twscache", "{\"numShards\":16}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"numShards\":16}");
		await().untilAsserted(() -> assertThat(before.numShardsInUse()).isEqualTo(16));
		assertThat(application.cache("after").numShardsInUse()).isEqualTo(16);
		assertThat(application.get("/twscache").json().path("numShards").intValue()).isEqualTo(16);
		application.post("/twscache", "{\"numShards\":\"8\"}");
		await().untilAsserted(() -> assertThat(before.numShardsInUse()).isEqualTo(8));
	}

	@Test
	void cleanupActsOnAllCachesAndTellsHowManyWent() {
		NamedCache<String, String> cache = application.cache("cleaned");
		NamedCache<String, String> other = application.cache("cleaned-too");
		long cleanups = cache.metrics().cleanups();
		long otherCleanups = other.metrics().cleanups();
		Answer answer = application.post("/twscache", "{\"cleanup\":true}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("removed").longValue()).isZero();
		assertThat(cache.metrics().cleanups()).isGreaterThan(cleanups);
		assertThat(other.metrics().cleanups()).isGreaterThan(otherCleanups);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"numShards\":0}", "{\"numShards\":-1}", "{\"numShards\":4097}",
			"{\"numShards\":4294967304}", "{\"numShards\":99999999999999999999}", "{\"numShards\":8.5}",
			"{\"numShards\":\"many\"}", "{\"numShards\":null}", "{\"numShards\":true}", "{\"cleanup\":false}",
			"{\"cleanup\":\"yes\"}", "{\"shards\":16}", "{\"numShards\":16,\"shards\":16}",
			"{\"numShards\":16,\"cleanup\":1}", "{\"maxSize\":5}" })
	void requestToAllThatCannotBeGrantedChangesNothing(String body) {
		NamedCache<String, String> cache = application.cache("unchanged");
		long cleanups = cache.metrics().cleanups();
		Answer answer = application.post("/twscache", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.reason()).isNotEmpty();
		assertThat(application.bean(CacheHierarchy.class).numShards()).isEqualTo(8);
		assertThat(cache.numShardsInUse()).isEqualTo(8);
		assertThat(cache.metrics().cleanups()).isEqualTo(cleanups);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{\"numShards\":[16]}", "{\"numShards\":{\"value\":16}}", "{\"numShards\":", "16" })
	void bodyThatIsNoObjectOfPlainValuesIsABadRequest(String body) {
		assertThat(application.post("/twscache", body).status()).isEqualTo(400);
		assertThat(application.bean(CacheHierarchy.class).numShards()).isEqualTo(8);
	}

	@Test
	void reasonNamesFieldValueAndWhatIsAllowed() {
		assertThat(application.post("/twscache", "{\"numShards\":4097}").reason()).contains("'numShards'")
			.contains("'4097'")
			.contains("1 to 4096");
		assertThat(application.post("/twscache", "{\"numShard\":16}").reason()).contains("'numShard'")
			.contains("numShards, cleanup");
		assertThat(application.post("/twscache", "{}").reason()).contains("numShards, cleanup");
	}

	@Test
	void boundAndTimeToLiveOfOneCacheChange() {
		NamedCache<Integer, String> cache = application.cache("changed");
		for (int i = 0; i < 200; i++) {
			cache.put(i, "value");
		}
		Answer answer = application.post("/twscache/changed", "{\"maxSize\":100,\"ttl\":\"PT30S\",\"cleanup\":true}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("cache").stringValue()).isEqualTo("changed");
		assertThat(answer.json().path("maxSize").longValue()).isEqualTo(100);
		assertThat(answer.json().path("ttl").stringValue()).isEqualTo("PT30S");
		assertThat(answer.json().path("removed").longValue()).isZero();
		assertThat(cache.size()).isLessThanOrEqualTo(100);
		assertThat(cache.settings().maximum()).isEqualTo(100);
		assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(30));
		assertThat(application.cache("other").settings().maximum()).isEqualTo(10_000);
	}

	@Test
	void timeToLiveThatContradictsAnotherSettingChangesNothing() {
		NamedCache<String, String> cache = application.cache("guarded");
		Answer answer = application.post("/twscache/guarded", "{\"maxSize\":5,\"ttl\":0}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.reason())
			.isEqualTo("'ttl' has the value '0', with which 'fail-safe.max-stale' is not allowed.");
		assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(60));
		assertThat(cache.settings().maximum()).isEqualTo(10_000);
		assertThat(application.post("/twscache/guarded", "{\"ttl\":7}").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "45, PT45S", "'\"45\"', PT45S", "'\"45s\"', PT45S", "'\"1500ms\"', PT1.5S", "'\"2m\"', PT2M",
			"'\"PT1H\"', PT1H", "0, PT0S", "9223372036854775807, PT2562047788015215H30M7S" })
	void timeToLiveIsSecondsOrADuration(String json, Duration ttl) {
		NamedCache<String, String> cache = application.cache("durations");
		Answer answer = application.post("/twscache/durations", "{\"ttl\":" + json + "}");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(cache.settings().ttl()).isEqualTo(ttl);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"maxSize\":0}", "{\"maxSize\":-5}", "{\"maxSize\":9223372036854775807}",
			"{\"maxSize\":9223372036854775808}", "{\"maxSize\":1.5}", "{\"maxSize\":\"big\"}", "{\"maxSize\":null}",
			"{\"maxSize\":false}", "{\"ttl\":-1}", "{\"ttl\":\"PT-1S\"}", "{\"ttl\":\"soon\"}", "{\"ttl\":null}",
			"{\"ttl\":\"\"}", "{\"ttl\":\"30 parsecs\"}", "{\"ttl\":9223372036854775808}",
			"{\"ttl\":\"9223372036854775807d\"}", "{\"ttl\":true}", "{\"cleanup\":false}", "{\"numShards\":16}",
			"{\"maxSize\":5,\"ttl\":-1}", "{\"maxSize\":5,\"ttl\":\"5s\",\"cleanup\":\"perhaps\"}",
			"{\"maxSize\":5,\"maxWeight\":5}" })
	void requestToOneThatCannotBeGrantedChangesNothing(String body) {
		NamedCache<String, String> cache = application.cache("stable");
		long cleanups = cache.metrics().cleanups();
		Answer answer = application.post("/twscache/stable", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.reason()).isNotEmpty();
		assertThat(cache.settings().maximum()).isEqualTo(10_000);
		assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(60));
		assertThat(cache.metrics().cleanups()).isEqualTo(cleanups);
	}

	@Test
	void changeOfAnUnknownCacheIsNotFoundWhateverIsAskedFor() {
		for (String body : new String[] { "{\"maxSize\":5}", "{\"maxSize\":0}", "" }) {
			Answer answer = application.post("/twscache/unheard", body);
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.reason()).contains("'unheard'");
		}
		assertThat(application.bean(CacheHierarchy.class).find("unheard")).isEmpty();
	}

}
