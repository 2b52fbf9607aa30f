package io.github.twscache.autoconfigure;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;

import io.github.twscache.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Analyzes properties of the cache that cannot be bound: values of a wrong kind, and
 * names that do not exist. Comes before Spring Boot's own analyzers of such failures,
 * which know neither the allowed range nor the name that was meant.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CachePropertyBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(TwsCacheProperties.PREFIX);

	private static final ConfigurationPropertyName CACHES = PREFIX.append("caches");

	private final @Nullable Environment environment;

	CachePropertyBindFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!PREFIX.equals(cause.getName()) && !PREFIX.isAncestorOf(cause.getName())) {
			return null;
		}
		if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
			return analyzeUnknown(unbound, cause);
		}
		ConfigurationProperty property = cause.getProperty();
		Object value = (property != null) ? property.getValue() : null;
		InvalidSettingException invalid = AllowedValues.explain(setting(cause.getName()), value);
		return (invalid != null)
				? PropertyFailureDescription.of(text(cause.getName()), invalid, this.environment, cause) : null;
	}

	private static FailureAnalysis analyzeUnknown(UnboundConfigurationPropertiesException unbound,
			BindException cause) {
		StringBuilder text = new StringBuilder("A property of the cache does not exist:%n".formatted());
		StringBuilder action = new StringBuilder();
		for (ConfigurationProperty property : unbound.getUnboundProperties()) {
			PropertyFailureDescription.line(text, "Property", text(property.getName()));
			PropertyFailureDescription.line(text, "Value", "\"" + property.getValue() + "\"");
			PropertyFailureDescription.origin(text, property);
			action.append(action.isEmpty() ? "" : "%n".formatted()).append(mend(property.getName()));
		}
		return new FailureAnalysis(text.toString(), action.toString(), cause);
	}

	private static String mend(ConfigurationPropertyName name) {
		boolean perCache = isPerCache(name);
		String setting = setting(name);
		String level = text(name.chop(perCache ? CACHES.getNumberOfElements() + 1 : PREFIX.getNumberOfElements()));
		Matcher inRule = AllowedValues.IN_A_RULE.matcher(setting);
		if (inRule.matches()) {
			return mendInRule(level + "." + inRule.group(1), inRule.group(2));
		}
		if (perCache && AllowedValues.names(false).contains(setting) && !AllowedValues.names(true).contains(setting)) {
			return "Say it for all caches together, as '" + PREFIX + "." + setting + "'.";
		}
		String nearest = NearestName.of(setting, AllowedValues.names(perCache));
		if (nearest != null) {
			return "Did you mean '" + level + "." + nearest + "'?";
		}
		String mend = remove(level, AllowedValues.names(perCache));
		return perCache ? mend + " A cache name with a dot needs brackets, for example '" + CACHES + "[my.cache].ttl'."
				: mend;
	}

	private static String mendInRule(String rule, String setting) {
		Set<String> names = AllowedValues.namesInARule();
		if (names.contains(setting)) {
			return "Number the rules from 0 on, without a gap.";
		}
		String nearest = NearestName.of(setting, names);
		return (nearest != null) ? "Did you mean '" + rule + "." + nearest + "'?" : remove(rule, names);
	}

	private static String remove(String level, Set<String> names) {
		return "Remove it. Properties below '" + level + "' are: " + String.join(", ", names) + ".";
	}

	private static boolean isPerCache(ConfigurationPropertyName name) {
		return CACHES.isAncestorOf(name) && name.getNumberOfElements() > CACHES.getNumberOfElements() + 1;
	}

	private static String setting(ConfigurationPropertyName name) {
		int level = isPerCache(name) ? CACHES.getNumberOfElements() + 1 : PREFIX.getNumberOfElements();
		StringBuilder setting = new StringBuilder();
		for (int i = level; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.DASHED);
			if (name.isNumericIndex(i)) {
				setting.append('[').append(element).append(']');
			}
			else {
				setting.append(setting.isEmpty() ? "" : ".").append(element);
			}
		}
		return setting.toString().toLowerCase(Locale.ROOT);
	}

	/** Writes a name as it is written, for example with the capitals of a cache. */
	private static String text(ConfigurationPropertyName name) {
		if (!CACHES.isAncestorOf(name)) {
			return name.toString();
		}
		String level = LevelNames.prefix(name.getElement(CACHES.getNumberOfElements(), Form.ORIGINAL));
		String setting = isPerCache(name) ? setting(name) : "";
		return setting.isEmpty() ? level : level + "." + setting;
	}

}
