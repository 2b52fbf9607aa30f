package io.github.twscache.sample.browser;

import java.util.List;
import java.util.Map;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * What the application answers over HTTP, to compare with what the page shows.
 */
final class RestAnswers {

	private final RestTestClient client;

	RestAnswers(int port) {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	Map<String, Object> get(String path, Object... variables) {
		return this.client.get()
			.uri(path, variables)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {
			})
			.returnResult()
			.getResponseBody();
	}

	void post(String path) {
		this.client.post().uri(path).exchange().expectStatus().isOk();
	}

	Map<String, Object> cache(String name) {
		return get("/actuator/twscache/{name}", name);
	}

	Map<String, Object> entry(String key) {
		return get("/actuator/twscache/jobs/{key}", key);
	}

	List<Integer> shardSizes(String name) {
		return items(cache(name), "shards").stream().map((shard) -> (Integer) shard.get("size")).toList();
	}

	List<Map<String, Object>> jobs(String query) {
		return items(get("/api/jobs?" + query), "jobs");
	}

	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> items(Map<String, Object> answer, String name) {
		return (List<Map<String, Object>>) answer.get(name);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Integer> byStatus(Map<String, Object> answer) {
		return (Map<String, Integer>) answer.get("byStatus");
	}

	static long number(Map<String, Object> answer, String name) {
		return ((Number) answer.get(name)).longValue();
	}

}
