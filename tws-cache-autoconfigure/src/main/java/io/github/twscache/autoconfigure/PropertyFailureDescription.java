package io.github.twscache.autoconfigure;

import io.github.twscache.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says in a start-up failure which property is wrong, as it is written, and where.
 */
final class PropertyFailureDescription {

	private PropertyFailureDescription() {
	}

	/**
	 * Describes a value that is not allowed.
	 * @param property the property's full name, or in words where else the setting was
	 * made
	 * @param invalid what is wrong with it
	 * @param environment has the value as it was written
	 * @param failure the failure
	 * @return the description and what to do
	 */
	static FailureAnalysis of(String property, InvalidSettingException invalid, @Nullable Environment environment,
			Throwable failure) {
		ConfigurationProperty written = find(property, environment);
		Object value = (written != null) ? written.getValue() : invalid.getValue();
		StringBuilder text = new StringBuilder("A setting of the cache has a value that is not allowed:%n".formatted());
		line(text, "Property", property);
		line(text, "Value", "\"" + value + "\"");
		origin(text, written);
		line(text, "Allowed", invalid.getAllowed());
		return new FailureAnalysis(text.toString(), invalid.getMend(), failure);
	}

	static void line(StringBuilder text, String label, Object content) {
		text.append("%n    %s: %s".formatted(label, content));
	}

	static void origin(StringBuilder text, @Nullable ConfigurationProperty property) {
		if (property != null && property.getOrigin() != null) {
			line(text, "Origin", property.getOrigin());
		}
	}

	private static @Nullable ConfigurationProperty find(String property, @Nullable Environment environment) {
		if (environment == null || !property.startsWith(TwsCacheProperties.PREFIX)) {
			return null;
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

}
