package io.github.twscache.fuzzing;

import java.util.List;

import io.github.twscache.NamedCache;
import io.github.twscache.actuate.RunningApplication;
import io.github.twscache.actuate.RunningApplication.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys in the paths of the endpoint. Promises that a key of any characters is found and
 * removed by its text; without those that no server lets pass in a path: slash and
 * backslash, null, halves of surrogate pairs, and a dot or two alone.
 */
final class EndpointKeyTarget implements FuzzTarget<String> {

	private final Mutator keys = new Mutator(
			List.of("PROD#PAYROLL", "CPU,7", "a b", "100%", "%2F", "grüße", "a;b=c", "a?b=c", "SimpleKey [a, b]"),
			List.of("%", "%25", "%00", ";", "?", "&", "=", "+", ",", ", ", "#", "..", "{key}", "*", "**", "\"", "'",
					" "));

	private final RunningApplication application;

	private final NamedCache<Object, String> cache;

	EndpointKeyTarget(RunningApplication application) {
		this.application = application;
		this.cache = application.cache("keys");
	}

	@Override
	public String next(Dice dice) {
		String key = this.keys.next(dice).replaceAll("[/\\\\\\x00\\p{Cs}]", "");
		String cut = key.substring(0, Math.min(key.length(), 200)).replaceAll("\\p{Cs}", "");
		return cut.matches("\\.{0,2}") ? cut + "k" : cut;
	}

	@Override
	public void check(String key) {
		String path = "/twscache/keys/" + EndpointRequests.encoded(key);
		this.cache.put(key, "never to be shown");
		try {
			Answer found = this.application.get(path);
			assertThat(found.status()).as(found.text()).isEqualTo(200);
			assertThat(found.json().path("present").booleanValue()).isTrue();
			assertThat(found.text()).doesNotContain("never to be shown");
			Answer removed = this.application.delete(path);
			assertThat(removed.status()).as(removed.text()).isEqualTo(200);
			assertThat(removed.text()).isEqualTo("{\"removed\":1}");
			assertThat(this.cache.keys()).isEmpty();
			assertThat(this.application.get(path).text()).isEqualTo("{\"present\":false}");
		}
		finally {
			this.cache.invalidateAll();
		}
	}

}
