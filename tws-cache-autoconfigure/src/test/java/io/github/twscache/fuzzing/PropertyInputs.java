package io.github.twscache.fuzzing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes properties of the cache: names and values that are right, almost right, or noise.
 */
final class PropertyInputs {

	private static final List<String> LEVELS = List.of("tws.cache.", "tws.cache.caches.jobs.",
			"tws.cache.caches[my.jobs].");

	private static final List<String> SETTINGS = List.of("enabled", "max-workers", "cleanup-interval", "cache-names",
			"dynamic", "num-shards", "key-lock-max", "ttl", "null-ttl", "ttl-jitter", "expire-after-access", "max-size",
			"max-weight", "l1.enabled", "l1.max-size", "allow-null-values", "clock", "transaction-aware",
			"record-stats", "single-flight", "load.soft-timeout", "load.hard-timeout", "load.max-concurrent",
			"fail-safe.max-stale", "fail-safe.throttle", "refresh-ahead", "key-rules", "key-rules[0].keys",
			"key-rules[0].keys", "key-rules[0].ttl", "key-rules[0].ttl-jitter", "key-rules[0].refresh-ahead",
			"key-rules[0].fail-safe.max-stale", "key-rules[1].keys", "key-rules[1].ttl");

	private final Mutator names = new Mutator(
			List.of("tws.cache.ttl", "tws.cache.l1.max-size", "tws.cache.cache-names[0]", "tws.cache.caches",
					"tws.cache.caches.jobs", "tws.cache.caches.jobs.ttl", "tws.cache.caches[my.jobs].l1.enabled",
					"tws.cache.load", "tws.cache.fail-safe.max-stale", "tws.cache.key-rules[0].fail-safe"),
			List.of(".", "[", "]", "[]", "[0]", "[2147483647]", "[my.jobs]", "-", "_", "caches", "jobs", "l1", "ttl",
					"maxSize", "tws.cache", "TWS_CACHE_", "load", "failSafe", "key-rules", "keys", "[1]"));

	private final Mutator values = new Mutator(
			List.of("true", "false", "off", "0", "1", "60", "8", "10000", "60s", "250ms", "PT1M", "P1DT2H", "1d", "-1s",
					"0.5", "1e-3", "coarse", "EXACT", "auto", "PROD*#PAY?", "k*", "\\*\\?\\\\", "jobs", "a,b,c", "",
					"${tws.cache.ttl}", "${undefined:5}"),
			List.of("s", "ms", "ns", "us", "m", "h", "d", "P", "PT", "T", "-", "+", ".", "e", "E", "_", ",", " ", "\t",
					"${", "}", ":", "#{1}", "0x", "#", "L", "f", "true", "*", "?", "\\", "[", "]", "="));

	Map<String, String> next(Dice dice) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int left = dice.between(1, 4); left > 0; left--) {
			properties.put(name(dice), this.values.next(dice));
		}
		return properties;
	}

	private String name(Dice dice) {
		return dice.chance(.8) ? dice.pick(LEVELS) + dice.pick(SETTINGS) : this.names.next(dice);
	}

}
