package io.github.twscache.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches unless {@code spring.cache.type} is set: whoever sets it wants one of Spring
 * Boot's own providers, or none.
 */
final class NoExplicitCacheType extends SpringBootCondition {

	private static final String PROPERTY = "spring.cache.type";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("TWS cache manager");
		String type = context.getEnvironment().getProperty(PROPERTY);
		return StringUtils.hasText(type) ? ConditionOutcome.noMatch(message.because(PROPERTY + "=" + type))
				: ConditionOutcome.match(message.because("automatic cache type"));
	}

}
