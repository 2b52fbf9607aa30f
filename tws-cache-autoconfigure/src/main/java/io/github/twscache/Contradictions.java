package io.github.twscache;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Refuses settings each of which is allowed, but not beside the others.
 */
final class Contradictions {

	private Contradictions() {
	}

	static void check(CacheSettingsBuilder settings) {
		if (settings.maxWeight != null && settings.weigher == null) {
			throw new InvalidSettingException("max-weight", settings.maxWeight, "a number where there is a Weigher",
					"Provide a Weigher, or use max-size.");
		}
		checkTimeouts(settings.loadSoftTimeout, settings.loadHardTimeout);
		// A policy may well give times to live where all others are zero.
		if (settings.ttlPolicy == null) {
			checkStale(settings);
		}
	}

	private static void checkTimeouts(@Nullable Duration soft, @Nullable Duration hard) {
		if (soft != null && hard != null && soft.compareTo(hard) >= 0) {
			throw new InvalidSettingException("load.soft-timeout", soft,
					"a duration below load.hard-timeout, which is " + hard,
					"Make load.soft-timeout the shorter one, or leave one of the two out.");
		}
	}

	private static void checkStale(CacheSettingsBuilder settings) {
		List<KeyRule> rules = settings.keyRules;
		if (settings.failSafeMaxStale != null && settings.ttl.isZero()
				&& rules.stream().noneMatch((rule) -> expires(rule, settings))) {
			throw neverStale("fail-safe.max-stale", settings.failSafeMaxStale);
		}
		for (int i = 0; i < rules.size(); i++) {
			Duration maxStale = rules.get(i).maxStale();
			if (maxStale != null && !maxStale.isZero() && !expires(rules.get(i), settings)) {
				throw neverStale("key-rules[" + i + "].fail-safe.max-stale", maxStale);
			}
		}
	}

	private static boolean expires(KeyRule rule, CacheSettingsBuilder settings) {
		Duration own = rule.ttl();
		return !((own != null) ? own : settings.ttl).isZero();
	}

	private static InvalidSettingException neverStale(String setting, Duration maxStale) {
		return new InvalidSettingException(setting, maxStale, "a duration where values expire, and here ttl is 0",
				"Set a ttl above zero, or leave max-stale out; 0 switches an inherited one off.");
	}

}
