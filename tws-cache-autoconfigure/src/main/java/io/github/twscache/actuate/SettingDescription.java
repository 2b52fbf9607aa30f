package io.github.twscache.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.twscache.CacheSettings;
import org.jspecify.annotations.Nullable;

/**
 * Describes a setting in force.
 *
 * @param name its name in kebab case
 * @param value its value, a duration as ISO-8601, a list of rules as one of maps;
 * {@code null} for what is off
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
		if (value instanceof Duration) {
			return value.toString();
		}
		if (value instanceof List<?> list) {
			List<@Nullable Object> all = new ArrayList<>();
			list.forEach((each) -> all.add(simple(each)));
			return all;
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, @Nullable Object> all = new LinkedHashMap<>();
			map.forEach((name, each) -> all.put(String.valueOf(name), simple(each)));
			return all;
		}
		return value;
	}

}
