package io.github.twscache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.twscache.EntryDetails.Level;
import io.github.twscache.engine.Inspection;
import io.github.twscache.engine.Level1;
import io.github.twscache.engine.LoadFailure;
import io.github.twscache.engine.LoadHandle;
import io.github.twscache.engine.Masked;
import io.github.twscache.engine.ShardedStore;
import io.github.twscache.engine.Spread;
import io.github.twscache.engine.StoredValue;

/**
 * The cache of one level: sharded by consistent hashing, read without locks, bounded,
 * cleaned up in parallel. Made by {@link #builder()}, or by a {@link CacheHierarchy} that
 * puts a first level in front of it. Safe for use by many threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TwsOptimizedAsyncCache<K, V> implements TtlCache<K, V> {

	private final String name;

	private final ListenerHub listeners;

	/** What says how long a value lives, {@code null} if all values are alike. */
	private final @Nullable CacheLifetimes lifetimes;

	private final ShardedStore store;

	/** Closed with the cache if it is this cache's own. */
	private final @Nullable CacheRuntime ownRuntime;

	private final boolean refreshesAhead;

	private volatile CacheSettings settings;

	TwsOptimizedAsyncCache(String name, CacheSettings settings, CacheRuntime runtime, boolean level1,
			boolean ownsRuntime) {
		this.name = name;
		this.settings = settings;
		this.listeners = new ListenerHub(name);
		this.ownRuntime = ownsRuntime ? runtime : null;
		this.lifetimes = CacheLifetimes.of(name, settings, () -> CacheRuntime.nanos(this.settings.ttl()));
		this.store = new ShardedStore(EngineSettings.of(name, settings, this.lifetimes, runtime.loads(), level1),
				runtime.clock(settings.clock()), runtime.maintenance(), this.listeners);
		this.refreshesAhead = this.lifetimes != null && this.lifetimes.refreshesAhead();
	}

	/**
	 * Starts to make a cache of its own.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return a builder
	 */
	public static <K, V> TwsOptimizedAsyncCacheBuilder<K, V> builder() {
		return new TwsOptimizedAsyncCacheBuilder<>();
	}

	/**
	 * Gives the name of the cache.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Gives the number of shards in use, which is less than asked for in a small cache.
	 * @return the number
	 */
	public int numShardsInUse() {
		return this.store.resizer().shardsInUse();
	}

	/**
	 * Has a listener hear of what happens from now on.
	 * @param listener the listener
	 */
	public void addListener(CacheEventListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Has a listener hear no more.
	 * @param listener the listener
	 */
	public void removeListener(CacheEventListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Hears of every change of the number of shards in use, after it.
	 * @param listener called in a thread of the cache
	 */
	public void onResize(Runnable listener) {
		this.store.resizer().addListener(listener);
	}

	@Override
	public @Nullable V getOrDefault(K key, @Nullable V absent) {
		return unmask(this.store.get(checkKey(key), Spread.hash(key)), absent);
	}

	@Override
	public @Nullable V get(K key, CacheLoader<? super K, ? extends V> loader) {
		int hash = Spread.hash(checkKey(key));
		Object hit = this.store.getIfHit(key, hash);
		if (hit != null) {
			refreshIfDue(key, hash, loader);
			return unmask(hit, null);
		}
		return unmask(load(key, hash, loader), null);
	}

	/** Has a value that was hit loaded anew in the background, if it is due. */
	void refreshIfDue(K key, int hash, CacheLoader<? super K, ? extends V> loader) {
		if (this.refreshesAhead && this.store.loads().isRefreshDue(key, hash)) {
			this.store.loads().refresh(key, hash, () -> mask(loader.load(key)));
		}
	}

	/** Loads a key that was looked for and not found. */
	Object load(K key, int hash, CacheLoader<? super K, ? extends V> loader) {
		try {
			return this.store.loads().load(key, hash, () -> mask(loader.load(key)));
		}
		catch (LoadFailure ex) {
			throw new CacheLoadException(this.name, ex.reason());
		}
	}

	@Override
	public CompletableFuture<@Nullable V> getAsync(K key, AsyncCacheLoader<? super K, ? extends V> loader) {
		int hash = Spread.hash(checkKey(key));
		Object hit = this.store.getIfHit(key, hash);
		if (hit != null) {
			refreshIfDue(key, hash, loader);
			return CompletableFuture.completedFuture(unmask(hit, null));
		}
		return loadAsync(key, hash, loader);
	}

	/** The same with a loader that answers later. */
	void refreshIfDue(K key, int hash, AsyncCacheLoader<? super K, ? extends V> loader) {
		if (this.refreshesAhead && this.store.loads().isRefreshDue(key, hash)) {
			this.store.loads().refreshAsync(key, hash, () -> start(key, loader));
		}
	}

	/** Starts to load a key that was looked for and not found. */
	@SuppressWarnings("unchecked")
	CompletableFuture<@Nullable V> loadAsync(K key, int hash, AsyncCacheLoader<? super K, ? extends V> loader) {
		Callable<CompletionStage<Object>> start = () -> start(key, loader);
		return (CompletableFuture<@Nullable V>) this.store.loads().loadAsync(key, hash, start);
	}

	private CompletionStage<Object> start(K key, AsyncCacheLoader<? super K, ? extends V> loader) throws Exception {
		CompletionStage<? extends V> stage = loader.load(key);
		if (stage == null) {
			throw new IllegalStateException(
					"The loader of cache '" + this.name + "' returned null instead of a future");
		}
		return stage.thenApply(this::mask);
	}

	/** Begins or joins a load after a look-up that missed; not counted as a look-up. */
	LoadTicket<V> startLoad(K key, @Nullable Object origin, BooleanSupplier shared) {
		int hash = Spread.hash(checkKey(key));
		return new HandledTicket<>(this, this.store.loads().begin(key, hash, shared.getAsBoolean(), origin));
	}

	/** Begins to load a value anew that is due; {@code null} if it is not to be. */
	@Nullable LoadTicket<V> startRefresh(K key) {
		if (!this.refreshesAhead) {
			return null;
		}
		LoadHandle due = this.store.loads().beginRefresh(checkKey(key), Spread.hash(key));
		return (due != null) ? new HandledTicket<>(this, due) : null;
	}

	/** Whether a value that is hit may be due to be loaded anew. */
	boolean refreshesAhead() {
		return this.refreshesAhead;
	}

	/** Whether callers wait for a limited time. */
	boolean loadsApart() {
		return this.store.loads().runsApart();
	}

	@Override
	public void put(K key, @Nullable V value) {
		this.store.writer().put(checkKey(key), Spread.hash(key), mask(value), ShardedStore.OWN_TTL);
	}

	@Override
	public void put(K key, @Nullable V value, Duration ttl) {
		long nanos = CacheRuntime.nanos(SettingChecks.notNegative("ttl", ttl));
		this.store.writer().put(checkKey(key), Spread.hash(key), mask(value), nanos);
	}

	@Override
	public @Nullable CachedValue<V> putIfAbsent(K key, @Nullable V value) {
		Object present = this.store.writer().putIfAbsent(checkKey(key), Spread.hash(key), mask(value));
		return (present != null) ? new CachedValue<>(unmask(present, null)) : null;
	}

	@Override
	public boolean invalidate(K key) {
		return this.store.writer().remove(checkKey(key), Spread.hash(key));
	}

	@Override
	public long invalidateAll() {
		return this.store.writer().clear();
	}

	@Override
	public long cleanUp() {
		return this.store.cleanup().run();
	}

	@Override
	public long size() {
		return this.store.size();
	}

	@Override
	public CacheStatistics metrics() {
		return CacheStatistics.of(this.store.statistics(), (this.lifetimes != null) ? this.lifetimes.failures() : 0);
	}

	@Override
	public Optional<EntryDetails> inspect(K key) {
		Inspection found = this.store.inspect(checkKey(key), Spread.hash(key));
		if (found == null) {
			return Optional.empty();
		}
		Duration remaining = (found.remainingMillis() >= 0) ? Duration.ofMillis(found.remainingMillis()) : null;
		return Optional.of(new EntryDetails(found.inLevel1() ? Level.L1 : Level.L2, found.shard(),
				Duration.ofMillis(found.ageMillis()), remaining));
	}

	@Override
	public Optional<CachedValue<V>> lookup(K key) {
		StoredValue found = this.store.lookup(checkKey(key), Spread.hash(key));
		return (found != null) ? Optional.of(cached(found)) : Optional.empty();
	}

	static <V> CachedValue<V> cached(StoredValue stored) {
		return new CachedValue<>(unmask(stored.value(), null), stored.stale(), Duration.ofMillis(stored.ageMillis()),
				Duration.ofNanos(stored.staleNanos()));
	}

	@Override
	public Stream<K> keys() {
		return keys(false).stream();
	}

	/** Lists the keys, or all that anything is known of, some of them more than once. */
	@SuppressWarnings("unchecked")
	List<K> keys(boolean all) {
		List<K> keys = new ArrayList<>();
		this.store.forEachKey(all, (key) -> keys.add((K) key));
		return keys;
	}

	@Override
	public List<ShardStatistics> shards() {
		return this.store.shards()
			.stream()
			.map((shard) -> new ShardStatistics(shard.index(), shard.weight(), shard.capacity(), shard.ringShare(),
					shard.contentions()))
			.toList();
	}

	@Override
	public CompletableFuture<@Nullable Void> resize(int numShards) {
		change((settings) -> settings.numShards(numShards));
		return this.store.resizer().resize(numShards).thenApply((done) -> null);
	}

	@Override
	public void setMaxSize(long maxSize) {
		change((settings) -> (this.settings.weigher() != null) ? settings.maxWeight(maxSize)
				: settings.maxSize(maxSize));
		this.store.resizer().setMaximum(maxSize).join();
	}

	@Override
	public void setTtl(Duration ttl) {
		change((settings) -> settings.ttl(ttl));
		this.store.writer().setTtl(CacheRuntime.nanos(ttl));
	}

	private synchronized void change(UnaryOperator<CacheSettingsBuilder> change) {
		if (this.store.isClosed()) {
			throw new IllegalStateException("The cache is closed");
		}
		this.settings = change.apply(this.settings.toBuilder().origin(CacheSettings.RUNTIME_ORIGIN)).build();
	}

	/**
	 * Tells whether the cache is closed.
	 * @return whether it is
	 */
	public boolean isClosed() {
		return this.store.isClosed();
	}

	@Override
	public CacheSettings settings() {
		return this.settings;
	}

	@Override
	public void close() {
		this.store.close();
		if (this.ownRuntime != null) {
			this.ownRuntime.close();
		}
	}

	/** The first level in front of this cache, for the hierarchy. */
	@Nullable Level1 level1() {
		return this.store.level1();
	}

	/** Looks a key up and counts a hit, but not a miss. */
	@Nullable Object getIfHit(K key, int hash) {
		return this.store.getIfHit(key, hash);
	}

	/** Looks a key up and counts it. */
	@Nullable Object get(K key, int hash) {
		return this.store.get(key, hash);
	}

	static <K> K checkKey(@Nullable K key) {
		if (key == null) {
			throw new IllegalArgumentException("A cache key must not be null");
		}
		return key;
	}

	@SuppressWarnings("unchecked")
	static <V> @Nullable V unmask(@Nullable Object found, @Nullable V absent) {
		return (found != null) ? (V) Masked.unmask(found) : absent;
	}

	/** Masks a value that is to be stored, if it may be. */
	Object mask(@Nullable Object value) {
		if (value == null && !this.settings.allowNullValues()) {
			throw new IllegalArgumentException(
					"Cache '" + this.name + "' is configured to not allow null values but null was provided");
		}
		return Masked.mask(value);
	}

}
