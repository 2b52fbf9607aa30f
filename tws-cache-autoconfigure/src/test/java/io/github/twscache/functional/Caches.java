package io.github.twscache.functional;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.TtlCache;
import io.github.twscache.TwsOptimizedAsyncCache;

/**
 * Opens caches of either kind, all on one {@link FakeTicker}, and closes them after the
 * test. They clean up only when told.
 */
final class Caches implements AfterEachCallback {

	/** The name of every cache. */
	static final String NAME = "jobs";

	private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

	private final FakeTicker ticker = new FakeTicker();

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	<K, V> TtlCache<K, V> open(CacheKind kind) {
		return open(kind, (settings) -> {
		});
	}

	<K, V> TtlCache<K, V> open(CacheKind kind, Consumer<CacheSettingsBuilder> customizer) {
		return (kind == CacheKind.SINGLE) ? single(customizer) : ofHierarchy(customizer);
	}

	private <K, V> TtlCache<K, V> single(Consumer<CacheSettingsBuilder> customizer) {
		TwsOptimizedAsyncCache<K, V> cache = TwsOptimizedAsyncCache.<K, V>builder()
			.name(NAME)
			.ticker(this.ticker)
			.cleanupInterval(NEVER_BY_ITSELF)
			.settings((settings) -> settings.allowNullValues(true))
			.settings(customizer)
			.build();
		this.opened.push(cache);
		return cache;
	}

	private <K, V> TtlCache<K, V> ofHierarchy(Consumer<CacheSettingsBuilder> customizer) {
		CacheHierarchy hierarchy = CacheHierarchy.builder()
			.ticker(this.ticker)
			.cleanupInterval(NEVER_BY_ITSELF)
			.settings((name) -> {
				CacheSettingsBuilder settings = CacheSettings.builder();
				customizer.accept(settings);
				return settings.build();
			})
			.build();
		this.opened.push(hierarchy);
		return hierarchy.cache(NAME);
	}

	void advance(Duration duration) {
		this.ticker.advance(duration);
	}

	static void listen(TtlCache<?, ?> cache, CacheEventListener listener) {
		if (cache instanceof NamedCache<?, ?> named) {
			named.addListener(listener);
		}
		else {
			((TwsOptimizedAsyncCache<?, ?>) cache).addListener(listener);
		}
	}

	static void forget(TtlCache<?, ?> cache, CacheEventListener listener) {
		if (cache instanceof NamedCache<?, ?> named) {
			named.removeListener(listener);
		}
		else {
			((TwsOptimizedAsyncCache<?, ?>) cache).removeListener(listener);
		}
	}

	static int shardsInUse(TtlCache<?, ?> cache) {
		return (cache instanceof NamedCache<?, ?> named) ? named.numShardsInUse()
				: ((TwsOptimizedAsyncCache<?, ?>) cache).numShardsInUse();
	}

	@Override
	public void afterEach(ExtensionContext context) throws Exception {
		while (!this.opened.isEmpty()) {
			this.opened.pop().close();
		}
	}

}
