package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed for each setting, for values that cannot even be bound.
 */
final class AllowedValues {

	private static final Duration NEGATIVE = Duration.ofSeconds(-1);

	/*
	 * The ranges are those of the builder, which is asked by a value that it refuses, so
	 * that none is written down twice.
	 */
	private static final Map<String, Consumer<CacheSettingsBuilder>> REFUSED = Map.of( //
			"num-shards", (builder) -> builder.numShards(-1), //
			"key-lock-max", (builder) -> builder.keyLockMax(-1), //
			"ttl", (builder) -> builder.ttl(NEGATIVE), //
			"null-ttl", (builder) -> builder.nullTtl(NEGATIVE), //
			"ttl-jitter", (builder) -> builder.ttlJitter(-1), //
			"expire-after-access", (builder) -> builder.expireAfterAccess(NEGATIVE), //
			"max-size", (builder) -> builder.maxSize(-1), //
			"max-weight", (builder) -> builder.maxWeight(-1), //
			"l1.max-size", (builder) -> builder.l1MaxSize(-1));

	private static final Set<String> SWITCHES = Set.of("enabled", "dynamic", "l1.enabled", "allow-null-values",
			"transaction-aware", "record-stats");

	private AllowedValues() {
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
		if (setting.equals("clock")) {
			return new InvalidSettingException(setting, value, "coarse or exact", "Use coarse, or exact.");
		}
		if (setting.equals("max-workers")) {
			return CacheThreads.invalidMaxWorkers(value);
		}
		if (setting.equals("cleanup-interval")) {
			return CacheThreads.invalidCleanupInterval(value);
		}
		Consumer<CacheSettingsBuilder> refused = REFUSED.get(setting);
		return (refused != null) ? explain(setting, value, refused) : null;
	}

	private static InvalidSettingException explain(String setting, @Nullable Object value,
			Consumer<CacheSettingsBuilder> refused) {
		try {
			refused.accept(CacheSettings.builder());
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
		names.add("clock");
		if (perCache) {
			names.removeAll(Set.of("enabled", "dynamic"));
		}
		else {
			names.addAll(Set.of("max-workers", "cleanup-interval", "cache-names"));
		}
		return names;
	}

}
