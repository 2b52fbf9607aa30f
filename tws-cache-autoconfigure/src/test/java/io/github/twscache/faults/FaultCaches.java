package io.github.twscache.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;

/**
 * Opens caches of one hierarchy whose clock moves, and fails, when a test says so, and
 * closes them after the test. They clean up only when told.
 */
final class FaultCaches implements AfterEachCallback {

	/** The time to live of every entry that is not told otherwise. */
	static final Duration TTL = Duration.ofSeconds(60);

	final FakeTicker ticker = new FakeTicker();

	/** Is passed by every look at the clock. */
	final Trap tickerTrap = new Trap();

	private final Map<String, CacheSettings> settings = new ConcurrentHashMap<>();

	final CacheHierarchy hierarchy = CacheHierarchy.builder()
		.ticker(this::time)
		.cleanupInterval(Duration.ofDays(1))
		.settings(this.settings::get)
		.build();

	private long time() {
		this.tickerTrap.step();
		return this.ticker.read();
	}

	/** Opens a cache of eight shards that is far from full. */
	NamedCache<Object, String> open() {
		return open((builder) -> builder.maxSize(10_000));
	}

	NamedCache<Object, String> open(Consumer<CacheSettingsBuilder> customizer) {
		CacheSettingsBuilder builder = CacheSettings.builder().ttl(TTL);
		customizer.accept(builder);
		String name = "cache-" + this.settings.size();
		this.settings.put(name, builder.build());
		return this.hierarchy.cache(name);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.tickerTrap.disarm();
		this.hierarchy.close();
	}

}
