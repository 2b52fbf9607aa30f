package io.github.twscache.application;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs an application that has nothing but the starter, a web starter,
 * {@code @EnableCaching} and a {@code @Cacheable} method, and asks it over HTTP. Not a
 * {@code @SpringBootTest}, because that would switch the export of metrics off.
 */
@Timeout(60)
class JobApplicationTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		application = new SpringApplicationBuilder(JobApplication.class).run("--server.port=0",
				"--management.endpoints.web.exposure.include=*", "--tws.cache.caches.short.ttl=100ms");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void applicationCaches() throws Exception {
		String first = get("/jobs/caches");
		assertThat(get("/jobs/caches")).isEqualTo(first);
		assertThat(get("/jobs/caches-other")).isNotEqualTo(first);
	}

	@Test
	void applicationExpires() throws Exception {
		String first = get("/short/expires");
		await().atMost(Duration.ofSeconds(10)).until(() -> !get("/short/expires").equals(first));
	}

	@Test
	void applicationShowsItself() throws Exception {
		get("/jobs/any");
		DocumentContext before = twscache();
		long hits = count(before, "hits");
		long misses = count(before, "misses");
		get("/jobs/shows");
		get("/jobs/shows");
		get("/jobs/shows");
		DocumentContext after = twscache();
		assertThat(after.<Integer>read("$.numShards")).isEqualTo(8);
		assertThat(count(after, "hits")).isEqualTo(hits + 2);
		assertThat(count(after, "misses")).isEqualTo(misses + 1);
		assertThat(count(after, "size")).isPositive();
		assertThat(after.<String>read("$.caches.jobs.ttl")).isEqualTo("PT1M");
		assertThat(JsonPath.<String>read(get("/actuator/twscache/short"), "$.ttl")).isEqualTo("PT0.1S");
		DocumentContext entry = JsonPath.parse(get("/actuator/twscache/jobs/shows"));
		assertThat(entry.<Boolean>read("$.present")).isTrue();
		assertThat(entry.jsonString()).doesNotContain(get("/jobs/shows"));
		assertThat(JsonPath.<String>read(get("/actuator/caches"), "$.cacheManagers.cacheManager.caches.jobs.target"))
			.isEqualTo("io.github.twscache.NamedCache");
	}

	@Test
	void applicationForgetsWhatTheEndpointDeletes() throws Exception {
		String first = get("/jobs/forgets");
		HttpRequest delete = HttpRequest.newBuilder(uri("/actuator/twscache/jobs/forgets")).DELETE().build();
		assertThat(http.send(delete, BodyHandlers.ofString()).statusCode()).isBetween(200, 204);
		assertThat(get("/jobs/forgets")).isNotEqualTo(first);
	}

	@Test
	void applicationMetersCachesThatWereMadeAfterTheStart() throws Exception {
		get("/jobs/meters");
		double hits = meter("hit");
		double misses = meter("miss");
		get("/jobs/meters");
		get("/jobs/meters");
		get("/jobs/meters-not");
		assertThat(meter("hit")).isEqualTo(hits + 2);
		assertThat(meter("miss")).isEqualTo(misses + 1);
	}

	private static DocumentContext twscache() throws Exception {
		return JsonPath.parse(get("/actuator/twscache"));
	}

	private static long count(DocumentContext json, String what) {
		return json.read("$.caches.jobs." + what, Number.class).longValue();
	}

	private static double meter(String result) throws Exception {
		String start = "cache_gets_total{cache=\"jobs\",cache_manager=\"cacheManager\",name=\"jobs\",result=\"" + result
				+ "\"} ";
		return get("/actuator/prometheus").lines()
			.filter((line) -> line.startsWith(start))
			.mapToDouble((line) -> Double.parseDouble(line.substring(start.length())))
			.findFirst()
			.orElseThrow();
	}

	private static String get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return response.body();
	}

	private static URI uri(String path) {
		return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
	}

}
