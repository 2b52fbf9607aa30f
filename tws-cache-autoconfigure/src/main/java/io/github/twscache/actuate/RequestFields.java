package io.github.twscache.actuate;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.convert.DurationStyle;

/**
 * All fields that came with a request to the endpoint, those it does not know among them.
 * What is wrong with them is an {@link InvalidEndpointRequestException} whose reason
 * names field, value and what is allowed.
 *
 * @param fields the values by name, in the order given
 */
public record RequestFields(Map<String, @Nullable Object> fields) {

	/**
	 * Copies the fields.
	 * @param fields the values by name
	 */
	public RequestFields {
		fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
	}

	/**
	 * Takes the fields that have text; JMX consoles send an empty text for what was left
	 * out.
	 * @param namesAndValues a name, its value, the next name, and so on
	 * @return the fields
	 */
	static RequestFields ofGiven(@Nullable String... namesAndValues) {
		Map<String, @Nullable Object> given = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			String name = namesAndValues[i];
			String value = namesAndValues[i + 1];
			if (name != null && value != null && !value.isBlank()) {
				given.put(name, value);
			}
		}
		return new RequestFields(given);
	}

	void requireOnly(String... known) {
		List<String> names = List.of(known);
		if (this.fields.isEmpty()) {
			throw refused("Nothing was asked for. Known are: " + String.join(", ", names) + ".");
		}
		for (String name : this.fields.keySet()) {
			if (!names.contains(name)) {
				throw refused("'" + name + "' is not known here. Known are: " + String.join(", ", names) + ".");
			}
		}
	}

	void requireNone() {
		for (String name : this.fields.keySet()) {
			throw refused("'" + name + "' is not known here, so nothing was removed.");
		}
	}

	@Nullable Integer numShards(String name) {
		if (!this.fields.containsKey(name)) {
			return null;
		}
		long number = wholeNumber(name);
		int saturated = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
		check(name, (settings) -> settings.numShards(saturated));
		return saturated;
	}

	@Nullable Long maxSize(String name) {
		if (!this.fields.containsKey(name)) {
			return null;
		}
		long number = wholeNumber(name);
		check(name, (settings) -> settings.maxSize(number));
		return number;
	}

	/**
	 * Reads a time to live and holds it against the settings it would be in force with.
	 */
	@Nullable Duration ttl(String name, CacheSettings others) {
		if (!this.fields.containsKey(name)) {
			return null;
		}
		Duration duration = duration(name);
		check(name, (settings) -> settings.ttl(duration));
		try {
			others.toBuilder().ttl(duration).build();
		}
		catch (InvalidSettingException ex) {
			throw refused("'" + name + "' has the value '" + this.fields.get(name) + "', with which '" + ex.getSetting()
					+ "' is not allowed.");
		}
		return duration;
	}

	boolean demand(String name) {
		if (!this.fields.containsKey(name)) {
			return false;
		}
		if (!"true".equals(text(name))) {
			throw notAllowed(name, "true");
		}
		return true;
	}

	private long wholeNumber(String name) {
		try {
			return Long.parseLong(text(name));
		}
		catch (NumberFormatException ex) {
			throw notAllowed(name, "a whole number that is not larger than " + Long.MAX_VALUE);
		}
	}

	private Duration duration(String name) {
		try {
			return DurationStyle.detectAndParse(text(name), ChronoUnit.SECONDS);
		}
		catch (IllegalArgumentException ex) {
			throw notAllowed(name, "a duration such as 30s or PT30S, or a number of seconds");
		}
	}

	private void check(String name, Consumer<CacheSettingsBuilder> setting) {
		try {
			setting.accept(CacheSettings.builder());
		}
		catch (InvalidSettingException ex) {
			throw notAllowed(name, ex.getAllowed());
		}
	}

	private String text(String name) {
		return String.valueOf(this.fields.get(name)).trim();
	}

	private InvalidEndpointRequestException notAllowed(String name, String allowed) {
		return refused("'" + name + "' has the value '" + this.fields.get(name) + "', allowed is " + allowed + ".");
	}

	private static InvalidEndpointRequestException refused(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

}
