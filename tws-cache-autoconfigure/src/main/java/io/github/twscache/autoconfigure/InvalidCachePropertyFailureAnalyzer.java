package io.github.twscache.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Analyzes a setting that was bound and then refused.
 */
final class InvalidCachePropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidCachePropertyException> {

	private final @Nullable Environment environment;

	InvalidCachePropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidCachePropertyException cause) {
		return PropertyFailureDescription.of(cause.getProperty(), cause.getInvalidSetting(), this.environment, cause);
	}

}
