package io.github.twscache;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Makes a {@link TwsOptimizedAsyncCache} that has its own threads. Wrong values are
 * refused at once, with an {@link InvalidSettingException}. Not safe for use by several
 * threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TwsOptimizedAsyncCacheBuilder<K, V> {

	private final CacheSettingsBuilder settings = CacheSettings.builder().allowNullValues(false);

	private String name = "cache";

	private int maxWorkers = CacheRuntime.DEFAULT_WORKERS;

	private Duration cleanupInterval = CacheRuntime.DEFAULT_CLEANUP_INTERVAL;

	private int loadMaxConcurrent = CacheRuntime.DEFAULT_CONCURRENT_LOADS;

	private Ticker ticker = Ticker.system();

	TwsOptimizedAsyncCacheBuilder() {
	}

	/**
	 * Sets the name, for messages and events.
	 * @param name the name
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> name(String name) {
		this.name = SettingChecks.present("name", name);
		return this;
	}

	/**
	 * Sets the time to live, 60 seconds by default.
	 * @param ttl the time; zero means entries never expire
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> ttl(Duration ttl) {
		this.settings.ttl(ttl);
		return this;
	}

	/**
	 * Sets the number of shards, 8 by default.
	 * @param numShards 1 to {@value CacheSettings#MAX_SHARDS}
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> numShards(int numShards) {
		this.settings.numShards(numShards);
		return this;
	}

	/**
	 * Sets the most threads for cleanup and moves, 4 by default.
	 * @param maxWorkers 1 to 256
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> maxWorkers(int maxWorkers) {
		this.maxWorkers = CacheRuntime.checkWorkers(maxWorkers);
		return this;
	}

	/**
	 * Sets the longest time between two cleanups, 30 seconds by default.
	 * @param cleanupInterval the time, above zero
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> cleanupInterval(Duration cleanupInterval) {
		this.cleanupInterval = CacheRuntime.checkInterval(cleanupInterval);
		return this;
	}

	/**
	 * Sets the most loads that run outside the threads of their callers, 256 by default.
	 * @param loadMaxConcurrent 1 to 65536
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> loadMaxConcurrent(int loadMaxConcurrent) {
		this.loadMaxConcurrent = CacheRuntime.checkConcurrentLoads(loadMaxConcurrent);
		return this;
	}

	/**
	 * Sets the most entries, 10,000 by default.
	 * @param maxSize at least 1
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> maxSize(long maxSize) {
		this.settings.maxSize(maxSize);
		return this;
	}

	/**
	 * Bounds the weight of all entries instead of their number.
	 * @param maxWeight at least 1
	 * @param weigher what weighs an entry
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> maxWeight(long maxWeight, Weigher<? super K, ? super V> weigher) {
		this.settings.maxWeight(maxWeight).weigher(SettingChecks.present("weigher", weigher));
		return this;
	}

	/**
	 * Sets the source of time; one of the user's own is read at every look-up.
	 * @param ticker the ticker
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> ticker(Ticker ticker) {
		this.ticker = SettingChecks.present("ticker", ticker);
		return this;
	}

	/**
	 * Sets whatever has no method of its own here.
	 * @param customizer changes the settings
	 * @return this
	 */
	public TwsOptimizedAsyncCacheBuilder<K, V> settings(Consumer<CacheSettingsBuilder> customizer) {
		customizer.accept(this.settings);
		return this;
	}

	/**
	 * Makes the cache and starts its threads.
	 * @return the cache, to be closed when it is no longer needed
	 */
	public TwsOptimizedAsyncCache<K, V> build() {
		CacheRuntime runtime = new CacheRuntime(this.maxWorkers, this.cleanupInterval,
				LoadThreads.plain(this.loadMaxConcurrent), this.ticker);
		return new TwsOptimizedAsyncCache<>(this.name, this.settings.build(), runtime, false, true);
	}

}
