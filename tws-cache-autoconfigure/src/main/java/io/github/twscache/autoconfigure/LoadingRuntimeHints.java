package io.github.twscache.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Keeps in a native image the classes by whose presence loads find transactions,
 * publishers and what passes a caller's context on.
 */
final class LoadingRuntimeHints implements RuntimeHintsRegistrar {

	static final List<String> TYPES = List.of(CacheSettingsResolver.TRANSACTIONS,
			"org.springframework.cache.transaction.TransactionAwareCacheDecorator",
			"org.springframework.transaction.reactive.TransactionContextManager", "org.reactivestreams.Publisher",
			"reactor.core.publisher.Mono", ContextPropagation.TYPE);

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		TYPES.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
	}

}
