package io.github.twscache.actuate;

import java.util.concurrent.CompletableFuture;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the delete operations of {@link TwsCacheEndpoint} over HTTP.
 */
class TwsCacheEndpointDeleteTests {

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.start();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void cacheIsClearedAndTheAnswerCounts() {
		NamedCache<Integer, String> cache = application.cache("cleared");
		NamedCache<Integer, String> other = application.cache("kept");
		for (int i = 0; i < 30; i++) {
			cache.put(i, "value");
			other.put(i, "value");
		}
		Answer answer = application.delete("/twscache/cleared");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"removed\":30}");
		assertThat(cache.size()).isZero();
		assertThat(cache.getIfPresent(1)).isNull();
		assertThat(other.size()).isEqualTo(30);
		assertThat(application.delete("/twscache/cleared").text()).isEqualTo("{\"removed\":0}");
	}

	@Test
	void everyKeyWithTheTextIsRemovedAndNoOther() {
		NamedCache<Object, String> cache = application.cache("keys");
		cache.put("7", "value");
		cache.put(7, "value");
		cache.put(7L, "value");
		cache.put(new SimpleKey(7), "value");
		cache.put("77", "value");
		Answer answer = application.delete("/twscache/keys/7");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"removed\":4}");
		assertThat(cache.keys()).containsExactly("77");
	}

	@Test
	void keyMayHaveSlashesAndSeveralElements() {
		NamedCache<Object, String> cache = application.cache("jobs");
		cache.put("PROD/PAYROLL", "value");
		cache.put(new SimpleKey("PROD", "PAYROLL", 3), "value");
		cache.put("PROD", "value");
		assertThat(application.delete("/twscache/jobs/PROD/PAYROLL").text()).isEqualTo("{\"removed\":1}");
		assertThat(application.delete("/twscache/jobs/PROD,PAYROLL,3").text()).isEqualTo("{\"removed\":1}");
		assertThat(cache.keys()).containsExactly("PROD");
	}

	@Test
	void firstLoadOfAKeyThatIsRemovedIsNotStored() {
		NamedCache<Object, String> cache = application.cache("loading");
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> answer = cache.getAsync("key", (key) -> source);
		assertThat(application.delete("/twscache/loading/key").text()).isEqualTo("{\"removed\":0}");
		source.complete("old");
		assertThat(answer).isCompletedWithValue("old");
		assertThat(cache.getIfPresent("key")).isNull();
	}

	@Test
	void keyThatIsNotThereIsNoError() {
		application.cache("jobs").put("other", "value");
		Answer answer = application.delete("/twscache/jobs/none");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"removed\":0}");
	}

	@Test
	void unknownCacheIsNotFoundAndNotMade() {
		for (String path : new String[] { "/twscache/unheard", "/twscache/unheard/key" }) {
			Answer answer = application.delete(path);
			assertThat(answer.status()).isEqualTo(404);
			assertThat(answer.reason()).contains("'unheard'");
		}
		assertThat(application.bean(CacheHierarchy.class).find("unheard")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "?prefix=PROD", "?tag=nightly", "?pattern=x", "/PROD?prefix=PROD", "/PROD?tag=" })
	void restrictionThatIsNotKnownRemovesNothing(String rest) {
		NamedCache<String, String> cache = application.cache("restricted");
		cache.put("PROD", "value");
		Answer answer = application.delete("/twscache/restricted" + rest);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.reason()).containsAnyOf("'prefix'", "'tag'", "'pattern'");
		assertThat(cache.getIfPresent("PROD")).isEqualTo("value");
	}

}
