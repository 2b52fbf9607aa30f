package io.github.twscache.actuate;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for read and write access to {@link TwsCacheEndpoint} over HTTP.
 */
class TwsCacheEndpointAccessTests {

	@Test
	void readOnlyAccessLeavesTheReadsAndRefusesTheRest() {
		try (RunningApplication application = RunningApplication
			.start("management.endpoint.twscache.access=read-only")) {
			NamedCache<String, String> cache = application.cache("jobs");
			cache.put("key", "value");
			assertThat(application.get("/twscache").status()).isEqualTo(200);
			assertThat(application.get("/twscache/jobs").status()).isEqualTo(200);
			assertThat(application.get("/twscache/jobs/key").status()).isEqualTo(200);
			assertThat(application.post("/twscache", "{\"numShards\":16}").status()).isEqualTo(405);
			assertThat(application.post("/twscache/jobs", "{\"maxSize\":16}").status()).isEqualTo(405);
			assertThat(application.delete("/twscache/jobs").status()).isEqualTo(405);
			assertThat(application.delete("/twscache/jobs/key").status()).isEqualTo(405);
			assertThat(cache.numShardsInUse()).isEqualTo(8);
			assertThat(cache.settings().maximum()).isEqualTo(10_000);
			assertThat(cache.getIfPresent("key")).isEqualTo("value");
		}
	}

	@Test
	void noAccessLeavesNothing() {
		try (RunningApplication application = RunningApplication.start("management.endpoint.twscache.access=none")) {
			NamedCache<String, String> cache = application.cache("jobs");
			cache.put("key", "value");
			assertThat(application.get("/twscache").status()).isEqualTo(404);
			assertThat(application.get("/twscache/jobs").status()).isEqualTo(404);
			assertThat(application.post("/twscache", "{\"numShards\":16}").status()).isEqualTo(404);
			assertThat(application.delete("/twscache/jobs").status()).isEqualTo(404);
			assertThat(application.get("/health").status()).isEqualTo(200);
			assertThat(cache.getIfPresent("key")).isEqualTo("value");
		}
	}

	@Test
	void cacheThatIsClosedOnItsOwnIsUnavailableAndNoOther() {
		try (RunningApplication application = RunningApplication.start()) {
			application.cache("open");
			application.cache("closed").close();
			assertThat(application.get("/twscache/closed").status()).isEqualTo(503);
			assertThat(application.delete("/twscache/closed").reason()).contains("'closed'");
			assertThat(application.get("/twscache/open").status()).isEqualTo(200);
			assertThat(application.get("/twscache").json().path("caches").propertyNames()).containsExactly("open");
			assertThat(application.post("/twscache", "{\"cleanup\":true}").status()).isEqualTo(200);
			assertThat(application.get("/prometheus").text()).contains("cache=\"closed\"");
		}
	}

	@Test
	void closedCachesAreUnavailable() {
		try (RunningApplication application = RunningApplication.start()) {
			application.cache("jobs");
			application.bean(CacheHierarchy.class).close();
			for (String path : new String[] { "/twscache", "/twscache/jobs", "/twscache/jobs/key" }) {
				assertThat(application.get(path).status()).isEqualTo(503);
				assertThat(application.get(path).reason()).contains("closed");
			}
			assertThat(application.post("/twscache", "{\"numShards\":16}").status()).isEqualTo(503);
			assertThat(application.post("/twscache/jobs", "{\"maxSize\":16}").status()).isEqualTo(503);
			assertThat(application.delete("/twscache/jobs").status()).isEqualTo(503);
			assertThat(application.delete("/twscache/unheard").status()).isEqualTo(404);
			assertThat(application.get("/prometheus").status()).isEqualTo(200);
		}
	}

	@Test
	void endpointThatIsNotExposedIsNotThere() {
		try (RunningApplication application = RunningApplication
			.start("management.endpoints.web.exposure.include=health")) {
			assertThat(application.get("/twscache").status()).isEqualTo(404);
			assertThat(application.get("/health").status()).isEqualTo(200);
		}
	}

}
