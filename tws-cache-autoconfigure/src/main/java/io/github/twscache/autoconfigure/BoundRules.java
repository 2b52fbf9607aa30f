package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.twscache.InvalidSettingException;
import io.github.twscache.KeyRule;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rules of a level out of its properties.
 */
final class BoundRules {

	private BoundRules() {
	}

	/**
	 * Makes the rules.
	 * @param said what the properties say
	 * @return the rules in the same order
	 * @throws InvalidSettingException if one of them is not allowed; names its index
	 */
	static List<KeyRule> of(List<TwsCacheProperties.Rule> said) {
		List<KeyRule> rules = new ArrayList<>();
		for (TwsCacheProperties.Rule each : said) {
			try {
				rules.add(of(each));
			}
			catch (InvalidSettingException ex) {
				throw new InvalidSettingException("key-rules[" + rules.size() + "]." + ex.getSetting(), ex.getValue(),
						ex.getAllowed(), ex.getMend());
			}
		}
		return rules;
	}

	private static KeyRule of(TwsCacheProperties.Rule said) {
		KeyRule rule = KeyRule.of(Objects.requireNonNullElse(said.keys(), ""));
		Duration ttl = said.ttl();
		if (ttl != null) {
			rule = rule.withTtl(ttl);
		}
		Double jitter = said.ttlJitter();
		if (jitter != null) {
			rule = rule.withTtlJitter(jitter);
		}
		Double refreshAhead = said.refreshAhead();
		if (refreshAhead != null) {
			rule = rule.withRefreshAhead(refreshAhead);
		}
		Duration maxStale = maxStale(said.failSafe());
		return (maxStale != null) ? rule.withMaxStale(maxStale) : rule;
	}

	private static @Nullable Duration maxStale(TwsCacheProperties.@Nullable RuleFailSafe failSafe) {
		return (failSafe != null) ? failSafe.maxStale() : null;
	}

}
