package io.github.twscache.fuzzing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Makes requests to the endpoint, most of them with something wrong.
 */
final class EndpointRequests {

	/*
	 * Left out is what Spring and Tomcat parse before they look for an endpoint, and
	 * answer alike for all of an application: queries that cannot be decoded or have no
	 * name, forms and multipart bodies.
	 */

	private static final int MOST_CHARACTERS = 40;

	/** The caches there are. */
	static final List<String> CACHES = List.of("jobs", "streams");

	private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "POST", "POST", "POST", "DELETE",
			"DELETE", "DELETE", "PUT", "PATCH");

	private static final List<String> FIELDS = List.of("numShards", "maxSize", "ttl", "cleanup", "cache", "key",
			"fields", "prefix", "tag", "maxWeight", "MaxSize");

	/** Parts of a path that are seldom meant well. */
	private static final List<String> TRICKS = List.of("/", "//", "/.", "/..", "/%2e%2e/", "%2F", "%5C", "%00",
			"%0d%0a", "%ff", "%c0%af", "%ed%a0%80", "%25", "%2525", ";", ";a=b", ",", "+", "%20", "*", "@", ":");

	private static final List<Charset> CHARSETS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_8,
			StandardCharsets.UTF_8, StandardCharsets.UTF_8, StandardCharsets.UTF_8, StandardCharsets.UTF_16,
			StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1);

	private static final List<String> CONTENT_TYPES = List.of("application/json", "application/json",
			"application/json", "application/json", "application/json", "application/vnd.spring-boot.actuator.v3+json",
			"application/json;charset=UTF-16", "application/json;charset=ISO-8859-1", "text/plain", "application/xml",
			"nonsense");

	private final Mutator names = new Mutator(List.of("jobs", "streams", "none"), List.of("jobs", "/", ".", " ", "#"));

	private final Mutator keys = new Mutator(
			List.of("a", "PROD#PAYROLL", "PROD,7", "b/c", "x y", "7", "grüße", "100%", "SimpleKey []"),
			List.of(",", ", ", "/", "//", "..", "[", "]", "SimpleKey", "%", "?", "#"));

	private final Mutator values = new Mutator(List.of("5", "16", "true", "PT30S", "60s", ""),
			List.of("-", "+", "s", "P", "T", "d", ".", "e", "\"", "\\", "null"));

	private final Mutator bodies = new Mutator(
			List.of("{}", "{\"numShards\":16}", "{\"numShards\":\"16\",\"cleanup\":true}", "{\"maxSize\":50}",
					"{\"maxSize\":50,\"ttl\":\"PT30S\",\"cleanup\":true}", "{\"ttl\":45}", "{\"cleanup\":\"true\"}",
					"{\"cache\":\"streams\",\"maxSize\":5}", "{\"key\":\"a\"}", "[]", "null", "\"text\"", "16", ""),
			List.of("{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "false", "-", ".",
					"e9", "NaN", "numShards", "maxSize", "ttl", "cleanup", "cache", "/*", "//", "'", "\ufeff",
					"\"a\":{\"b\":1},"));

	EndpointRequest next(Dice dice) {
		boolean one = dice.chance(.8);
		String cache = dice.chance(.7) ? dice.pick(CACHES) : part(this.names, dice);
		StringBuilder path = new StringBuilder("/twscache");
		if (one) {
			path.append('/').append(encoded(cache));
		}
		if (one && dice.chance(.5)) {
			path.append('/').append(encoded(part(this.keys, dice)));
		}
		if (dice.chance(.15)) {
			path.append(dice.pick(TRICKS)).append(encoded(part(this.keys, dice)));
		}
		String query = dice.chance(.25) ? query(dice) : "";
		String body = body(dice);
		return new EndpointRequest(dice.pick(METHODS), path + query, dice.pick(CONTENT_TYPES), bytes(body, dice),
				(one && isPlain(path + query + body)) ? cache : null);
	}

	/**
	 * Whether a request is about the cache in its path: a server takes parents of a path
	 * away, and a field named cache replaces that part of it (see the page on security).
	 */
	private static boolean isPlain(String request) {
		return !request.toLowerCase(Locale.ROOT).replace("%2e", ".").contains("..") && !request.contains("cache=")
				&& !request.contains("cache\"");
	}

	private String query(Dice dice) {
		StringBuilder query = new StringBuilder();
		for (int left = dice.between(1, 3); left > 0; left--) {
			String name = dice.chance(.8) ? dice.pick(FIELDS) : "x" + encoded(part(this.values, dice));
			String value = dice.chance(.3) ? dice.pick(CACHES) : encoded(part(this.values, dice));
			query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
		}
		return query.toString();
	}

	private String body(Dice dice) {
		String text = this.bodies.next(dice);
		return dice.chance(.03)
				? text + dice.pick(List.of(" ", "[", "9", "\"a\":1,")).repeat(dice.between(1_000, 50_000)) : text;
	}

	private static byte[] bytes(String body, Dice dice) {
		return dice.chance(.05) ? dice.bytes(dice.below(60)) : body.getBytes(dice.pick(CHARSETS));
	}

	/** Makes a text so short that a request stays within the limits of servers. */
	private static String part(Mutator mutator, Dice dice) {
		String text = mutator.next(dice);
		return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
	}

	/** Encodes a text so that it is one segment of a path, or one part of a query. */
	static String encoded(String text) {
		StringBuilder encoded = new StringBuilder();
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			boolean plain = (octet >= '0' && octet <= '9') || (octet >= 'A' && octet <= 'Z')
					|| (octet >= 'a' && octet <= 'z') || octet == '-' || octet == '_' || octet == '.';
			encoded.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
		}
		return encoded.toString();
	}

}
