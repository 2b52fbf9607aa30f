package io.github.twscache.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Keeps in a native image the class by whose presence transactions are found. All else
 * that is reached by reflection is known to Spring Boot itself.
 */
final class TwsCacheRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerTypeIfPresent(classLoader, CacheSettingsResolver.TRANSACTIONS);
	}

}
