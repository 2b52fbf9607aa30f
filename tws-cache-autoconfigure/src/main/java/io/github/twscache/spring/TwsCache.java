package io.github.twscache.spring;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CachedValue;
import io.github.twscache.NamedCache;
import io.github.twscache.SingleFlightMode;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.support.NullValue;
import org.springframework.cache.support.SimpleValueWrapper;

/**
 * A {@link NamedCache} as a Spring cache. What Spring calls <em>evict</em> is called
 * <em>invalidate</em> in the rest of this library.
 * <p>
 * All methods act at once and are safe for use by many threads. {@code get} and
 * {@code retrieve}, each with a loader, share one load a key; callers in a transaction
 * load alone, in their own thread, unless {@code single-flight} is off and loads have no
 * time-outs.
 */
public final class TwsCache extends AbstractValueAdaptingCache {

	/*
	 * The named cache stores plain nulls, so Spring's NullValue never gets in. On the way
	 * out a cached null becomes NullValue for a moment, because lookup() has null for a
	 * miss; ABSENT is the miss on the other side.
	 */
	private static final Object ABSENT = new Object();

	private final NamedCache<Object, Object> cache;

	/**
	 * Creates the adapter of a cache.
	 * @param cache the cache
	 */
	public TwsCache(NamedCache<Object, Object> cache) {
		super(cache.settings().allowNullValues());
		this.cache = cache;
	}

	@Override
	public String getName() {
		return this.cache.name();
	}

	@Override
	public NamedCache<Object, Object> getNativeCache() {
		return this.cache;
	}

	@Override
	protected @Nullable Object lookup(Object key) {
		Object value = this.cache.getOrDefault(key, ABSENT);
		if (value == ABSENT) {
			return null;
		}
		return (value != null) ? value : NullValue.INSTANCE;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		return (T) (loadsAlone() ? getAlone(key, valueLoader) : getShared(key, valueLoader));
	}

	/**
	 * Whether a caller must neither wait for another's load nor leave his own to others.
	 */
	private boolean loadsAlone() {
		return (this.cache.settings().singleFlight() == SingleFlightMode.AUTO || this.cache.loadsApart())
				&& CallerTransaction.isActive();
	}

	private @Nullable Object getAlone(Object key, Callable<?> valueLoader) {
		ValueWrapper hit = get(key);
		if (hit != null) {
			return hit.get();
		}
		LoadAlone load = new LoadAlone(this.cache.startLoad(key, () -> false));
		try {
			return load.get(() -> storable(valueLoader.call()));
		}
		catch (Throwable ex) {
			throw new ValueRetrievalException(key, valueLoader, ex);
		}
	}

	private @Nullable Object getShared(Object key, Callable<?> valueLoader) {
		AtomicBoolean called = new AtomicBoolean();
		try {
			return this.cache.get(key, (missing) -> {
				called.set(true);
				return storable(valueLoader.call());
			});
		}
		catch (CacheLoadException ex) {
			// Where loads run apart, this thread waited for its own one, too.
			boolean ofLoader = called.get() && !this.cache.loadsApart();
			throw new ValueRetrievalException(key, valueLoader, ofLoader ? ex.getCause() : ofWait(ex.getCause()));
		}
	}

	/**
	 * A method that does not declare InterruptedException must not be seen to throw it.
	 */
	private @Nullable Throwable ofWait(@Nullable Throwable cause) {
		return (cause instanceof InterruptedException)
				? new IllegalStateException("Interrupted while waiting for a load of cache '" + getName() + "'", cause)
				: cause;
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		Object value = lookup(key);
		if (value == null) {
			return null;
		}
		return CompletableFuture.completedFuture(isAllowNullValues() ? toValueWrapper(value) : value);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		try {
			return (CompletableFuture<T>) (loadsAlone() ? retrieveAlone(key, valueLoader)
					: this.cache.getAsync(key, (missing) -> valueLoader.get()));
		}
		catch (RuntimeException ex) {
			// Spring would hand it to the error handler and call the method once more.
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<@Nullable Object> retrieveAlone(Object key,
			Supplier<? extends CompletableFuture<?>> valueLoader) {
		ValueWrapper hit = get(key);
		return (hit != null) ? CompletableFuture.completedFuture(hit.get())
				: new LoadAlone(this.cache.startLoad(key, () -> false))
					.start(() -> valueLoader.get().thenApply(this::storable));
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		this.cache.put(key, storable(value));
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		CachedValue<Object> present = this.cache.putIfAbsent(key, storable(value));
		return (present != null) ? new SimpleValueWrapper(fromStoreValue(present.value())) : null;
	}

	@Override
	public void evict(Object key) {
		this.cache.invalidate(key);
	}

	@Override
	public boolean evictIfPresent(Object key) {
		return this.cache.invalidate(key);
	}

	@Override
	public void clear() {
		this.cache.invalidateAll();
	}

	@Override
	public boolean invalidate() {
		return this.cache.invalidateAll() > 0;
	}

	/**
	 * Checks that a value may be stored.
	 * @param value the value
	 * @return the value as it is to be stored
	 * @throws IllegalArgumentException for {@code null} where the cache does not allow it
	 */
	public @Nullable Object storable(@Nullable Object value) {
		return fromStoreValue(toStoreValue(value));
	}

}
