package io.github.twscache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Holds named caches, each with a first level over a {@link TwsOptimizedAsyncCache} of
 * its own, that share clocks and threads. Starts no thread before it has a cache. Safe
 * for use by many threads.
 */
public final class CacheHierarchy implements AutoCloseable {

	/*
	 * caches: guarded by this; the map is replaced, not changed, so that looking a cache
	 * up takes no lock. Creation listeners are called under the lock of creation, so each
	 * hears of each cache exactly once; they must not make caches.
	 */

	private static final System.Logger LOGGER = System.getLogger(CacheHierarchy.class.getName());

	private final CacheRuntime runtime;

	private final Function<String, CacheSettings> settings;

	/** Guarded by this. */
	private final List<Consumer<? super NamedCache<Object, Object>>> creationListeners = new ArrayList<>();

	/** The cache whose listeners are being told. Guarded by this. */
	private @Nullable NamedCache<Object, Object> newborn;

	private volatile Map<String, NamedCache<Object, Object>> caches = Map.of();

	private volatile int numShards;

	/** Whether the number of shards was changed, so that settings no longer decide it. */
	private volatile boolean resized;

	private volatile boolean closed;

	private CacheHierarchy(Builder builder) {
		LoadThreads loadThreads = new LoadThreads(builder.loadMaxConcurrent, builder.virtualThreads,
				builder.loadDecorator);
		this.runtime = new CacheRuntime(builder.maxWorkers, builder.cleanupInterval, loadThreads, builder.ticker);
		this.numShards = builder.numShards;
		int shards = builder.numShards;
		this.settings = (builder.settings != null) ? builder.settings
				: (name) -> CacheSettings.builder().numShards(shards).build();
	}

	/**
	 * Starts to make a hierarchy.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Gives a cache, and makes it at its first use.
	 * @param name the name
	 * @param <K> the type of its keys, which is not checked
	 * @param <V> the type of its values, which is not checked
	 * @return the cache, the same each time
	 */
	@SuppressWarnings("unchecked")
	public <K, V> NamedCache<K, V> cache(String name) {
		NamedCache<Object, Object> cache = this.caches.get(checkName(name));
		return (NamedCache<K, V>) (NamedCache<?, ?>) ((cache != null) ? cache : create(name));
	}

	private synchronized NamedCache<Object, Object> create(String name) {
		if (this.closed) {
			throw new IllegalStateException("The cache hierarchy is closed");
		}
		NamedCache<Object, Object> present = this.caches.get(name);
		if (present != null) {
			return present;
		}
		if (this.newborn != null && this.newborn.name().equals(name)) {
			return this.newborn;
		}
		CacheSettings own = this.settings.apply(name);
		if (this.resized) {
			own = own.toBuilder().origin(CacheSettings.RUNTIME_ORIGIN).numShards(this.numShards).build();
		}
		NamedCache<Object, Object> created = new NamedCache<>(
				new TwsOptimizedAsyncCache<>(name, own, this.runtime, own.l1Enabled(), false));
		this.newborn = created;
		try {
			// Before anybody else sees it, so that a listener misses nothing of its life.
			this.creationListeners.forEach((listener) -> tell(listener, created));
		}
		finally {
			this.newborn = null;
		}
		Map<String, NamedCache<Object, Object>> grown = new LinkedHashMap<>(this.caches);
		grown.put(name, created);
		this.caches = Collections.unmodifiableMap(grown);
		return created;
	}

	/**
	 * Gives a cache if it is there; makes none.
	 * @param name the name
	 * @return the cache
	 */
	public Optional<NamedCache<Object, Object>> find(String name) {
		return Optional.ofNullable(this.caches.get(checkName(name)));
	}

	/**
	 * Lists the caches.
	 * @return the names in the order the caches were made, as they are now
	 */
	public Set<String> names() {
		return Collections.unmodifiableSet(new LinkedHashSet<>(this.caches.keySet()));
	}

	/**
	 * Gives the number of shards asked for, of which a small cache uses fewer.
	 * @return the number
	 */
	public int numShards() {
		return this.numShards;
	}

	/**
	 * Changes the number of shards of all caches, and of those made later.
	 * @param numShards 1 to {@value CacheSettings#MAX_SHARDS}
	 * @return a future that completes when every entry is where it belongs
	 */
	public CompletableFuture<@Nullable Void> resize(int numShards) {
		SettingChecks.range("num-shards", numShards, 1, CacheSettings.MAX_SHARDS);
		synchronized (this) {
			checkOpen();
			this.numShards = numShards;
			this.resized = true;
		}
		CompletableFuture<?>[] all = open().map((cache) -> cache.resize(numShards))
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(all).thenApply((done) -> null);
	}

	/**
	 * Tells what all caches have done.
	 * @return a snapshot
	 */
	public HierarchyStatistics statistics() {
		checkOpen();
		Map<String, CacheStatistics> byName = new LinkedHashMap<>();
		open().forEach((cache) -> byName.put(cache.name(), cache.metrics()));
		return new HierarchyStatistics(this.numShards, Collections.unmodifiableMap(byName));
	}

	/**
	 * Removes the expired entries of all caches now.
	 * @return how many entries were removed
	 */
	public long cleanUp() {
		checkOpen();
		return open().mapToLong(NamedCache::cleanUp).sum();
	}

	/**
	 * Has a listener hear of every cache: at once of those that are there, and later of
	 * each new one. It must not make caches itself.
	 * @param listener the listener
	 */
	public synchronized void addCreationListener(Consumer<? super NamedCache<Object, Object>> listener) {
		this.creationListeners.add(listener);
		this.caches.values().forEach((cache) -> tell(listener, cache));
	}

	private static void tell(Consumer<? super NamedCache<Object, Object>> listener, NamedCache<Object, Object> cache) {
		try {
			listener.accept(cache);
		}
		catch (RuntimeException ex) {
			LOGGER.log(System.Logger.Level.WARNING, "A listener failed on the new cache '" + cache.name() + "'", ex);
		}
	}

	/**
	 * Drops all entries and ends all threads. A second call does nothing.
	 */
	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.caches.values().forEach(NamedCache::close);
		this.runtime.close();
	}

	/**
	 * Tells whether the hierarchy is closed.
	 * @return whether it is
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/** The caches that nobody has closed on his own. */
	private Stream<NamedCache<Object, Object>> open() {
		return this.caches.values().stream().filter((cache) -> !cache.isClosed());
	}

	private void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("The cache hierarchy is closed");
		}
	}

	private static String checkName(@Nullable String name) {
		if (name == null) {
			throw new IllegalArgumentException("A cache name must not be null");
		}
		return name;
	}

	/**
	 * Makes a {@link CacheHierarchy}. Wrong values are refused at once, with an
	 * {@link InvalidSettingException}. Not safe for use by several threads.
	 */
	public static final class Builder {

		private int maxWorkers = CacheRuntime.DEFAULT_WORKERS;

		private Duration cleanupInterval = CacheRuntime.DEFAULT_CLEANUP_INTERVAL;

		private int numShards = 8;

		private int loadMaxConcurrent = CacheRuntime.DEFAULT_CONCURRENT_LOADS;

		private boolean virtualThreads;

		private UnaryOperator<Runnable> loadDecorator = UnaryOperator.identity();

		private Ticker ticker = Ticker.system();

		private @Nullable Function<String, CacheSettings> settings;

		private Builder() {
		}

		/**
		 * Sets the most threads for cleanup and moves, 4 by default.
		 * @param maxWorkers 1 to 256
		 * @return this
		 */
		public Builder maxWorkers(int maxWorkers) {
			this.maxWorkers = CacheRuntime.checkWorkers(maxWorkers);
			return this;
		}

		/**
		 * Sets the longest time between two cleanups, 30 seconds by default.
		 * @param cleanupInterval the time, above zero
		 * @return this
		 */
		public Builder cleanupInterval(Duration cleanupInterval) {
			this.cleanupInterval = CacheRuntime.checkInterval(cleanupInterval);
			return this;
		}

		/**
		 * Sets the number of shards of caches whose settings are not given, 8 by default.
		 * @param numShards 1 to {@value CacheSettings#MAX_SHARDS}
		 * @return this
		 */
		public Builder numShards(int numShards) {
			this.numShards = (int) SettingChecks.range("num-shards", numShards, 1, CacheSettings.MAX_SHARDS);
			return this;
		}

		/**
		 * Sets the most loads of all caches together that run outside the threads of
		 * their callers, 256 by default.
		 * @param loadMaxConcurrent 1 to 65536
		 * @return this
		 */
		public Builder loadMaxConcurrent(int loadMaxConcurrent) {
			this.loadMaxConcurrent = CacheRuntime.checkConcurrentLoads(loadMaxConcurrent);
			return this;
		}

		/**
		 * Sets whether loads outside the threads of their callers run in virtual threads,
		 * where the JDK has them; false by default.
		 * @param virtualThreads whether they do
		 * @return this
		 */
		public Builder virtualThreads(boolean virtualThreads) {
			this.virtualThreads = virtualThreads;
			return this;
		}

		/**
		 * Sets what passes the context of a caller on to a load that runs in another
		 * thread. Called in the caller's thread, under no lock; what it throws fails the
		 * load.
		 * @param loadDecorator takes what is to run and gives what is run instead
		 * @return this
		 */
		public Builder loadDecorator(UnaryOperator<Runnable> loadDecorator) {
			this.loadDecorator = SettingChecks.present("load-decorator", loadDecorator);
			return this;
		}

		/**
		 * Sets the source of time; one of the user's own is read at every look-up.
		 * @param ticker the ticker
		 * @return this
		 */
		public Builder ticker(Ticker ticker) {
			this.ticker = SettingChecks.present("ticker", ticker);
			return this;
		}

		/**
		 * Sets what decides the settings of a cache; asked once for each.
		 * @param settingsByName gives the settings of a name
		 * @return this
		 */
		public Builder settings(Function<String, CacheSettings> settingsByName) {
			this.settings = SettingChecks.present("settings", settingsByName);
			return this;
		}

		/**
		 * Makes the hierarchy.
		 * @return the hierarchy, to be closed when it is no longer needed
		 */
		public CacheHierarchy build() {
			return new CacheHierarchy(this);
		}

	}

}
