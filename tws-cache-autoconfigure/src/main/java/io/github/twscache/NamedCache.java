package io.github.twscache;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.twscache.engine.Level1;
import io.github.twscache.engine.Spread;

/**
 * A cache of a {@link CacheHierarchy}: a small first level in front of a
 * {@link TwsOptimizedAsyncCache}. The first level refers to the entries of the second, so
 * writes go to the second alone and are seen in both. Safe for use by many threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class NamedCache<K, V> implements TtlCache<K, V> {

	private final TwsOptimizedAsyncCache<K, V> level2;

	private final @Nullable Level1 level1;

	NamedCache(TwsOptimizedAsyncCache<K, V> level2) {
		this.level2 = level2;
		this.level1 = level2.level1();
	}

	/**
	 * Gives the name.
	 * @return the name
	 */
	public String name() {
		return this.level2.name();
	}

	/**
	 * Gives the number of shards in use, which is less than asked for in a small cache.
	 * @return the number
	 */
	public int numShardsInUse() {
		return this.level2.numShardsInUse();
	}

	/**
	 * Tells whether the cache is closed.
	 * @return whether it is
	 */
	public boolean isClosed() {
		return this.level2.isClosed();
	}

	/**
	 * Has a listener hear of what happens from now on.
	 * @param listener the listener
	 */
	public void addListener(CacheEventListener listener) {
		this.level2.addListener(listener);
	}

	/**
	 * Has a listener hear no more.
	 * @param listener the listener
	 */
	public void removeListener(CacheEventListener listener) {
		this.level2.removeListener(listener);
	}

	/**
	 * Hears of every change of the number of shards in use, after it.
	 * @param listener called in a thread of the cache
	 */
	public void onResize(Runnable listener) {
		this.level2.onResize(listener);
	}

	@Override
	public @Nullable V getOrDefault(K key, @Nullable V absent) {
		int hash = Spread.hash(TwsOptimizedAsyncCache.checkKey(key));
		Object found = (this.level1 != null) ? this.level1.get(key, hash) : null;
		return TwsOptimizedAsyncCache.unmask((found != null) ? found : this.level2.get(key, hash), absent);
	}

	@Override
	public @Nullable V get(K key, CacheLoader<? super K, ? extends V> loader) {
		int hash = Spread.hash(TwsOptimizedAsyncCache.checkKey(key));
		Object found = getIfHit(key, hash);
		if (found != null) {
			this.level2.refreshIfDue(key, hash, loader);
			return TwsOptimizedAsyncCache.unmask(found, null);
		}
		return TwsOptimizedAsyncCache.unmask(this.level2.load(key, hash, loader), null);
	}

	@Override
	public CompletableFuture<@Nullable V> getAsync(K key, AsyncCacheLoader<? super K, ? extends V> loader) {
		int hash = Spread.hash(TwsOptimizedAsyncCache.checkKey(key));
		Object found = getIfHit(key, hash);
		if (found == null) {
			return this.level2.loadAsync(key, hash, loader);
		}
		this.level2.refreshIfDue(key, hash, loader);
		return CompletableFuture.completedFuture(TwsOptimizedAsyncCache.unmask(found, null));
	}

	/**
	 * Begins or joins the load of a key by a caller that computes and stores the value
	 * itself, after a look-up that missed. Not counted as a look-up.
	 * @param key the key
	 * @param shared asked whether to wait for another caller's load, and to have others
	 * wait for this one
	 * @return what it came to
	 */
	public LoadTicket<V> startLoad(K key, BooleanSupplier shared) {
		return this.level2.startLoad(key, null, shared);
	}

	/**
	 * The same, where callers with equal keys may ask for different things: a value that
	 * is stored is for all of them, but a failure, and a value that is not stored, only
	 * for those of equal origin.
	 * @param key the key
	 * @param origin stands for what this caller asks for; {@code null} if all that a load
	 * comes to is an answer to him
	 * @param shared asked whether to wait for another caller's load, and to have others
	 * wait for this one
	 * @return what it came to
	 */
	public LoadTicket<V> startLoad(K key, @Nullable Object origin, BooleanSupplier shared) {
		return this.level2.startLoad(key, origin, shared);
	}

	/**
	 * Begins to load a value anew ahead of its time, by a caller that computes and stores
	 * it itself, after a look-up that hit. The value stays readable meanwhile.
	 * @param key the key
	 * @return a ticket that leads, to be run by {@link LoadTicket#runApart} and ended in
	 * any case; {@code null} if the value is not due ({@code refresh-ahead}), a load of
	 * it is under way, or there is no free place
	 */
	public @Nullable LoadTicket<V> startRefresh(K key) {
		return this.level2.startRefresh(key);
	}

	/**
	 * Tells whether a value that was hit may be due to be loaded anew ahead of its time:
	 * without {@code refresh-ahead} {@link #startRefresh} has nothing to begin.
	 * @return whether it may
	 */
	public boolean refreshesAhead() {
		return this.level2.refreshesAhead();
	}

	/**
	 * Tells whether callers wait for a limited time, so that loads have to run apart from
	 * them: by {@link LoadTicket#runApartOrWait}.
	 * @return whether they have to
	 */
	public boolean loadsApart() {
		return this.level2.loadsApart();
	}

	private @Nullable Object getIfHit(K key, int hash) {
		Object found = (this.level1 != null) ? this.level1.get(key, hash) : null;
		return (found != null) ? found : this.level2.getIfHit(key, hash);
	}

	@Override
	public void put(K key, @Nullable V value) {
		this.level2.put(key, value);
	}

	@Override
	public void put(K key, @Nullable V value, Duration ttl) {
		this.level2.put(key, value, ttl);
	}

	@Override
	public @Nullable CachedValue<V> putIfAbsent(K key, @Nullable V value) {
		return this.level2.putIfAbsent(key, value);
	}

	@Override
	public boolean invalidate(K key) {
		return this.level2.invalidate(key);
	}

	/**
	 * Removes the entries of all keys that match, stale ones too. Loads of such keys that
	 * are under way are not stored. Walks the whole cache, and what comes meanwhile it
	 * may miss.
	 * @param filter tells whether a key is to go; called under no lock
	 * @return how many entries went that had not expired
	 */
	public long invalidateIf(Predicate<? super K> filter) {
		return this.level2.keys(true).stream().filter(filter).filter(this::invalidate).count();
	}

	@Override
	public long invalidateAll() {
		return this.level2.invalidateAll();
	}

	@Override
	public long cleanUp() {
		return this.level2.cleanUp();
	}

	@Override
	public long size() {
		return this.level2.size();
	}

	@Override
	public CacheStatistics metrics() {
		return this.level2.metrics();
	}

	@Override
	public Optional<EntryDetails> inspect(K key) {
		return this.level2.inspect(key);
	}

	@Override
	public Optional<CachedValue<V>> lookup(K key) {
		return this.level2.lookup(key);
	}

	@Override
	public Stream<K> keys() {
		return this.level2.keys();
	}

	@Override
	public List<ShardStatistics> shards() {
		return this.level2.shards();
	}

	@Override
	public CompletableFuture<@Nullable Void> resize(int numShards) {
		return this.level2.resize(numShards);
	}

	@Override
	public void setMaxSize(long maxSize) {
		this.level2.setMaxSize(maxSize);
	}

	@Override
	public void setTtl(Duration ttl) {
		this.level2.setTtl(ttl);
	}

	@Override
	public CacheSettings settings() {
		return this.level2.settings();
	}

	@Override
	public void close() {
		this.level2.close();
	}

}
