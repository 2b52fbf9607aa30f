package io.github.twscache.fuzzing;

import java.time.Duration;
import java.util.List;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication;
import io.github.twscache.actuate.RunningApplication.Answer;
import tools.jackson.databind.JsonNode;

import org.springframework.cache.interceptor.SimpleKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of the endpoint. Promises an answer that is well or blames the request,
 * with something to read in it; that what is blamed or only read changes nothing; and
 * that what is granted changes the cache of the path and no other.
 */
final class EndpointTarget implements FuzzTarget<EndpointRequest> {

	private static final List<Object> KEYS = List.of("a", "b/c", "x y", "PROD#PAYROLL", "grüße", "100%", "", 7,
			new SimpleKey("PROD", 7), SimpleKey.EMPTY);

	private static final String VALUE = "never to be shown";

	private final EndpointRequests requests = new EndpointRequests();

	private final EndpointClient client;

	private final CacheHierarchy hierarchy;

	EndpointTarget(RunningApplication application) {
		this.client = new EndpointClient(application);
		this.hierarchy = application.bean(CacheHierarchy.class);
		reset();
	}

	@Override
	public EndpointRequest next(Dice dice) {
		return this.requests.next(dice);
	}

	@Override
	public void check(EndpointRequest request) throws Exception {
		EndpointState before = EndpointState.of(this.hierarchy);
		Answer answer = this.client.send(request);
		EndpointState after = EndpointState.of(this.hierarchy);
		try {
			assertThat(answer.text()).isNotBlank().doesNotContain(VALUE);
			if (answer.status() >= 400 && answer.status() < 500) {
				assertThat(after).isEqualTo(before);
				assertTellsWhy(answer);
			}
			else {
				assertThat(answer.status()).as(answer.text()).isEqualTo(200);
				assertThat(answer.json().isObject()).isTrue();
				assertThat(after.others(request.cache())).isEqualTo(before.others(request.cache()));
				assertThat(request.method().equals("GET") && !after.equals(before)).as("changed by GET").isFalse();
			}
		}
		finally {
			if (!after.equals(before)) {
				reset();
			}
		}
	}

	/** What Tomcat refuses before anybody else is a page of HTML. */
	private static void assertTellsWhy(Answer refusal) {
		if (refusal.text().startsWith("{")) {
			JsonNode json = refusal.json();
			assertThat(json.path("reason").asString("") + json.path("error").asString("")).isNotBlank();
		}
	}

	private void reset() {
		this.hierarchy.resize(8).join();
		for (String name : EndpointRequests.CACHES) {
			NamedCache<Object, Object> cache = this.hierarchy.cache(name);
			cache.setMaxSize(1000);
			cache.setTtl(Duration.ZERO);
			cache.invalidateAll();
			KEYS.forEach((key) -> cache.put(key, VALUE));
		}
	}

}
