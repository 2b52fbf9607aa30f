package io.github.twscache.actuate;

import java.time.Duration;
import java.util.List;

import io.github.twscache.CacheSettings;
import org.jspecify.annotations.Nullable;

/**
 * Describes a setting in force.
 *
 * @param name its name in kebab case
 * @param value its value, a duration as ISO-8601; {@code null} for what is off
 * @param origin where it came from
 */
public record SettingDescription(String name, @Nullable Object value, String origin) {

	static List<SettingDescription> of(CacheSettings settings) {
		return settings.asMap()
			.entrySet()
			.stream()
			.map((setting) -> new SettingDescription(setting.getKey(), simple(setting.getValue()),
					settings.origins().getOrDefault(setting.getKey(), CacheSettings.DEFAULT_ORIGIN)))
			.toList();
	}

	private static @Nullable Object simple(@Nullable Object value) {
		return (value instanceof Duration duration) ? duration.toString() : value;
	}

}
