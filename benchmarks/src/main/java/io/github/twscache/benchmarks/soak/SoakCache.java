package io.github.twscache.benchmarks.soak;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheLoader;
import io.github.twscache.CacheStatistics;
import io.github.twscache.NamedCache;

/**
 * A cache under load, with what its callers and its listener counted, and what must be
 * true of all three. Every answer is checked.
 */
final class SoakCache {

	private static final Set<Kind> COMING_AND_GOING = EnumSet.of(Kind.CREATED, Kind.EVICTED, Kind.EXPIRED,
			Kind.INVALIDATED);

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final NamedCache<Integer, Value> cache;

	private final Executor loaders;

	private final LongAdder lookUps = new LongAdder();

	private final LongAdder loaderCalls = new LongAdder();

	/** Entries made less entries removed, as the listener heard of them. */
	private final LongAdder heardOf = new LongAdder();

	/** Below every key that callers use. */
	private int fresh = -1;

	/**
	 * Wraps a cache that nobody has used yet.
	 * @param cache the cache
	 * @param loaders runs what asynchronous loaders start
	 */
	SoakCache(NamedCache<Integer, Value> cache, Executor loaders) {
		this.cache = cache;
		this.loaders = loaders;
		cache.addListener(new CacheEventListener() {

			@Override
			public void onEvent(CacheEvent event) {
				SoakCache.this.heardOf.add((event.kind() == Kind.CREATED) ? 1 : -1);
			}

			@Override
			public Set<Kind> kinds() {
				return COMING_AND_GOING;
			}

		});
	}

	NamedCache<Integer, Value> cache() {
		return this.cache;
	}

	long get(Integer key) {
		this.lookUps.increment();
		return check(key, this.cache.getIfPresent(key));
	}

	/** Loads, or fails as the loader that leads does. */
	long load(Integer key, CacheLoader<Integer, Value> loader) {
		this.lookUps.increment();
		try {
			return check(key, this.cache.get(key, (missing) -> {
				this.loaderCalls.increment();
				return loader.load(missing);
			}));
		}
		catch (CacheLoadException ex) {
			if (ex.getCause() != Refusal.INSTANCE) {
				throw new IllegalStateException("A load failed otherwise than its loader did", ex);
			}
			return 0;
		}
	}

	/** The same in the background. */
	CompletableFuture<Long> loadAsync(Integer key, Function<Integer, Value> loader) {
		this.lookUps.increment();
		return this.cache.getAsync(key, (missing) -> {
			this.loaderCalls.increment();
			return CompletableFuture.supplyAsync(() -> loader.apply(missing), this.loaders);
		}).handle((value, failure) -> {
			if (failure != null && failure != Refusal.INSTANCE) {
				throw new IllegalStateException("A load in the background failed otherwise than its loader did",
						failure);
			}
			return check(key, value);
		});
	}

	static long check(Integer key, @Nullable Value value) {
		if (value == null) {
			return 0;
		}
		if (value.key() != key) {
			throw new IllegalStateException("Key " + key + " has a value that was made for key " + value.key());
		}
		return value.number();
	}

	/**
	 * Stores new entries and overwrites nothing, so that the cache is at its bound,
	 * whatever went before.
	 * @param entries how many; twice as many as it holds fill all of its shards
	 */
	void fill(int entries) {
		for (int i = 0; i < entries; i++) {
			this.cache.put(this.fresh, new Value(this.fresh, 1 + (this.fresh & 3), i));
			this.fresh--;
		}
	}

	/**
	 * Compares what the cache says with what others know of it. Call while no caller is
	 * at work; cleanup in the background may be.
	 */
	void checkQuiet() {
		CacheStatistics told = this.cache.metrics();
		require("look-ups", told.gets(), this.lookUps.sum());
		require("loads ended", told.loads() + told.loadFailures(), this.loaderCalls.sum());
		require("loads in flight", told.loadsInFlight(), 0);
		require("size", told.size(), told.inserts() - told.evictions() - told.expirations() - told.invalidations());
		if (told.weight() > this.cache.settings().maximum()) {
			throw new IllegalStateException("Cache " + this.cache.name() + " holds a weight of " + told.weight()
					+ ", more than " + this.cache.settings().maximum());
		}
		awaitListener();
	}

	private void require(String what, long told, long counted) {
		if (told != counted) {
			throw new IllegalStateException(
					"Cache " + this.cache.name() + " says " + what + ": " + told + ", but it is " + counted);
		}
	}

	/**
	 * Listeners of a change of shards are told in a thread of their own, a moment later.
	 */
	private void awaitListener() {
		long start = System.nanoTime();
		while (this.heardOf.sum() != this.cache.size()) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				throw new IllegalStateException("Cache " + this.cache.name() + " holds " + this.cache.size()
						+ " entries, but its listener heard of " + this.heardOf.sum());
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

}
