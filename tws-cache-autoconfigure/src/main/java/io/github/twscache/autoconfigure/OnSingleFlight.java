package io.github.twscache.autoconfigure;

import java.util.Map;

import io.github.twscache.SingleFlightMode;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code tws.cache.single-flight} is off, and no cache of its own says
 * otherwise. Where it is off for some caches only, their interceptor heeds that.
 */
final class OnSingleFlight extends SpringBootCondition {

	private static final String SETTING = "single-flight";

	private static final String PROPERTY = TwsCacheProperties.PREFIX + "." + SETTING;

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("TWS cache single flight");
		Binder binder = Binder.get(context.getEnvironment());
		SingleFlightMode mode = binder.bind(PROPERTY, SingleFlightMode.class).orElse(SingleFlightMode.AUTO);
		if (mode == SingleFlightMode.AUTO) {
			return ConditionOutcome.match(message.because(PROPERTY + "=auto"));
		}
		Map<String, Object> caches = binder
			.bind(TwsCacheProperties.PREFIX + ".caches", Bindable.mapOf(String.class, Object.class))
			.orElseGet(() -> Map.of());
		return isAutoIn(caches) ? ConditionOutcome.match(message.because("a cache has " + SETTING + "=auto"))
				: ConditionOutcome.noMatch(message.because(PROPERTY + "=off"));
	}

	/** At any depth: a name with dots looks like several. */
	private static boolean isAutoIn(Map<?, ?> settings) {
		for (Map.Entry<?, ?> setting : settings.entrySet()) {
			if (setting.getValue() instanceof Map<?, ?> deeper) {
				if (isAutoIn(deeper)) {
					return true;
				}
			}
			else if (isSingleFlight(String.valueOf(setting.getKey()))
					&& "auto".equalsIgnoreCase(String.valueOf(setting.getValue()).trim())) {
				return true;
			}
		}
		return false;
	}

	/** As Boot reads names: without regard to dashes and case. */
	private static boolean isSingleFlight(String name) {
		return name.replace("-", "").replace("_", "").equalsIgnoreCase(SETTING.replace("-", ""));
	}

}
