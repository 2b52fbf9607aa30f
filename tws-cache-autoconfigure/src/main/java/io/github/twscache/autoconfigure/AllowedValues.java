package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.InvalidSettingException;
import io.github.twscache.KeyRule;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed for each setting, for values that cannot even be bound.
 */
final class AllowedValues {

	private static final String KEY_RULES = "key-rules";

	/** A setting of a rule: the rule, then what is set. */
	static final Pattern IN_A_RULE = Pattern.compile("(" + KEY_RULES + "\\[\\d+])\\.(.+)");

	private static final Duration NEGATIVE = Duration.ofSeconds(-1);

	/*
	 * The ranges are those of the builder, which is asked by a value that it refuses, so
	 * that none is written down twice.
	 */
	private static final Map<String, Consumer<CacheSettingsBuilder>> REFUSED = refused();

	private static final Map<String, Consumer<KeyRule>> REFUSED_IN_RULES = Map.of( //
			"keys", (rule) -> KeyRule.of(""), //
			"ttl", (rule) -> rule.withTtl(NEGATIVE), //
			"ttl-jitter", (rule) -> rule.withTtlJitter(-1), //
			"refresh-ahead", (rule) -> rule.withRefreshAhead(-1), //
			"fail-safe.max-stale", (rule) -> rule.withMaxStale(NEGATIVE));

	private static final Set<String> SWITCHES = Set.of("enabled", "dynamic", "l1.enabled", "allow-null-values",
			"transaction-aware", "record-stats");

	private AllowedValues() {
	}

	private static Map<String, Consumer<CacheSettingsBuilder>> refused() {
		Map<String, Consumer<CacheSettingsBuilder>> refused = new HashMap<>();
		refused.put("num-shards", (builder) -> builder.numShards(-1));
		refused.put("key-lock-max", (builder) -> builder.keyLockMax(-1));
		refused.put("ttl", (builder) -> builder.ttl(NEGATIVE));
		refused.put("null-ttl", (builder) -> builder.nullTtl(NEGATIVE));
		refused.put("ttl-jitter", (builder) -> builder.ttlJitter(-1));
		refused.put("expire-after-access", (builder) -> builder.expireAfterAccess(NEGATIVE));
		refused.put("max-size", (builder) -> builder.maxSize(-1));
		refused.put("max-weight", (builder) -> builder.maxWeight(-1));
		refused.put("l1.max-size", (builder) -> builder.l1MaxSize(-1));
		refused.put("load.soft-timeout", (builder) -> builder.loadSoftTimeout(NEGATIVE));
		refused.put("load.hard-timeout", (builder) -> builder.loadHardTimeout(NEGATIVE));
		refused.put("fail-safe.max-stale", (builder) -> builder.failSafeMaxStale(NEGATIVE));
		refused.put("fail-safe.throttle", (builder) -> builder.failSafeThrottle(NEGATIVE));
		refused.put("refresh-ahead", (builder) -> builder.refreshAhead(-1.0));
		return Map.copyOf(refused);
	}

	/**
	 * Says what is wrong with a value.
	 * @param setting the setting in kebab case, relative to its level
	 * @param value the value
	 * @return the value with what is allowed and the mend; {@code null} if there is no
	 * such setting
	 */
	static @Nullable InvalidSettingException explain(String setting, @Nullable Object value) {
		if (SWITCHES.contains(setting)) {
			return new InvalidSettingException(setting, value, "true or false", "Use true or false.");
		}
		if (setting.startsWith(KEY_RULES)) {
			return explainRule(setting, value);
		}
		Consumer<CacheSettingsBuilder> refused = REFUSED.get(setting);
		if (refused != null) {
			return explain(setting, value, refused, CacheSettings.builder());
		}
		return switch (setting) {
			case "clock" -> new InvalidSettingException(setting, value, "coarse or exact", "Use coarse, or exact.");
			case "single-flight" -> new InvalidSettingException(setting, value, "auto or off", "Use auto, or off.");
			case "max-workers" -> CacheThreads.invalidMaxWorkers(value);
			case "cleanup-interval" -> CacheThreads.invalidCleanupInterval(value);
			case "load.max-concurrent" -> CacheThreads.invalidLoadMaxConcurrent(value);
			default -> null;
		};
	}

	private static InvalidSettingException explainRule(String setting, @Nullable Object value) {
		Matcher inRule = IN_A_RULE.matcher(setting);
		Consumer<KeyRule> refused = inRule.matches() ? REFUSED_IN_RULES.get(inRule.group(2)) : null;
		return (refused != null) ? explain(setting, value, refused, KeyRule.of("*"))
				: new InvalidSettingException(setting, value, "a list of rules, each with keys and what holds for them",
						"Write key-rules[0].keys, key-rules[0].ttl and so on.");
	}

	private static <T> InvalidSettingException explain(String setting, @Nullable Object value, Consumer<T> refused,
			T subject) {
		try {
			refused.accept(subject);
		}
		catch (InvalidSettingException ex) {
			return new InvalidSettingException(setting, value, ex.getAllowed(), ex.getMend());
		}
		throw new IllegalStateException("Setting '" + setting + "' takes any value");
	}

	/**
	 * Lists the settings that can be made.
	 * @param perCache whether of one cache, else of all
	 * @return the names, in order
	 */
	static Set<String> names(boolean perCache) {
		Set<String> names = new TreeSet<>(REFUSED.keySet());
		names.addAll(SWITCHES);
		names.addAll(Set.of("clock", "single-flight", KEY_RULES));
		if (perCache) {
			names.removeAll(Set.of("enabled", "dynamic"));
		}
		else {
			names.addAll(Set.of("max-workers", "cleanup-interval", "cache-names", "load.max-concurrent"));
		}
		return names;
	}

	/**
	 * Lists the settings that can be made in a rule.
	 * @return the names, in order
	 */
	static Set<String> namesInARule() {
		return new TreeSet<>(REFUSED_IN_RULES.keySet());
	}

}
