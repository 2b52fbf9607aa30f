package io.github.twscache.generated;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheLoader;
import io.github.twscache.CacheStatistics;
import io.github.twscache.CachedValue;
import io.github.twscache.TtlCache;

/**
 * Caches with a fault each, which the generated cases have to find.
 */
enum PlantedFault {

	/** Returns the first value a key ever had. */
	OLD_VALUE(() -> {
		Map<Object, Object> first = new ConcurrentHashMap<>();
		return (cache, call) -> {
			Object value = call.real();
			boolean found = call.is("getIfPresent", 1) && value != null;
			return found ? first.computeIfAbsent(call.key(), (key) -> value) : value;
		};
	}),

	/** Forgets every third put. */
	LOST_PUT(() -> {
		AtomicInteger puts = new AtomicInteger();
		return (cache, call) -> (call.is("put", 2) && puts.incrementAndGet() % 3 == 0) ? null : call.real();
	}),

	/** Returns what was put, also after its time to live. */
	EXPIRED_VALUE(() -> {
		Map<Object, Object> kept = new ConcurrentHashMap<>();
		return (cache, call) -> {
			Object result = call.real();
			if (call.is("put", 2) && call.arguments()[1] != null) {
				kept.put(call.key(), call.arguments()[1]);
			}
			boolean missed = call.is("getIfPresent", 1) && result == null;
			return missed ? kept.get(call.key()) : result;
		};
	}),

	/** Has more room than it was given. */
	EXCEEDED_BOUND(() -> (cache, call) -> call.real()) {

		@Override
		Subject open(CaseSettings settings) {
			return Subject.open(settings.withMaximum(settings.maximum() + 1));
		}

	},

	/** Counts a miss too many. */
	MISCOUNTED_MISS(() -> (cache, call) -> {
		Object result = call.real();
		return (result instanceof CacheStatistics seen && seen.misses() > 0) ? miscounted(seen, 1, 0) : result;
	}),

	/** Hides an eviction, and the insert of what was evicted. */
	HIDDEN_EVICTION(() -> (cache, call) -> {
		Object result = call.real();
		return (result instanceof CacheStatistics seen && seen.evictions() > 0) ? miscounted(seen, 0, -1) : result;
	}),

	/** Lets nobody hear of what has expired. */
	UNTOLD_EXPIRATION(() -> (cache, call) -> call.real()) {

		@Override
		Subject open(CaseSettings settings) {
			return Subject.open(settings, new EventLog((event) -> event.kind() != Kind.EXPIRED));
		}

	},

	/** Calls a loader twice. */
	LOADED_TWICE(() -> (cache, call) -> {
		if (call.is("get", 2) && call.arguments()[1] instanceof CacheLoader<?, ?> loader) {
			return cache.get(call.key(), (key) -> {
				load(loader, key);
				return load(loader, key);
			});
		}
		return call.real();
	}),

	/** Stores what was loaded, though the key was removed meanwhile. */
	LOADED_TOO_LATE(() -> (cache, call) -> {
		Object result = call.real();
		if (call.is("get", 2) && cache.inspect(call.key()).isEmpty()) {
			cache.put(call.key(), (Value) result);
		}
		return result;
	}),

	/** Calls the loader of a refresh twice. */
	REFRESHED_TWICE(() -> (cache, call) -> {
		CacheLoader<Key, Value> loader = loaderOfAHit(cache, call);
		if (loader == null) {
			return call.real();
		}
		return cache.get(call.key(), (key) -> {
			loader.load(key);
			return loader.load(key);
		});
	}),

	/** Stores what a refresh made, though the key was changed meanwhile. */
	REFRESHED_TOO_LATE(() -> (cache, call) -> {
		CacheLoader<Key, Value> loader = loaderOfAHit(cache, call);
		if (loader == null) {
			return call.real();
		}
		Optional<Value> before = cache.lookup(call.key()).map(CachedValue::value);
		return cache.get(call.key(), (key) -> {
			Value made = loader.load(key);
			if (!cache.lookup(key).map(CachedValue::value).equals(before)) {
				cache.put(key, made);
			}
			return made;
		});
	}),

	/** Keeps values for failing loads longer than it may. */
	KEPT_TOO_LONG(() -> (cache, call) -> call.real()) {

		@Override
		Subject open(CaseSettings settings) {
			return Subject.open(settings.withTwiceTheMaxStale());
		}

	},

	/** Takes a cached null for none. */
	FORGOTTEN_NULL(() -> (cache, call) -> {
		boolean ofNull = call.is("put", 2) && call.arguments()[1] == null;
		return ofNull ? cache.invalidate(call.key()) : call.real();
	}),

	/** Stores a value though there is one. */
	PUT_IF_PRESENT(() -> (cache, call) -> {
		if (call.is("putIfAbsent", 2)) {
			cache.put(call.key(), (Value) call.arguments()[1]);
			return null;
		}
		return call.real();
	}),

	/** Says of every key that it was there. */
	FALSE_REMOVAL(() -> (cache, call) -> {
		Object result = call.real();
		return call.is("invalidate", 1) ? Boolean.TRUE : result;
	}),

	/** Cleans nothing up. */
	IDLE_CLEANUP(() -> (cache, call) -> call.is("cleanUp", 0) ? (Object) 0L : call.real()),

	/** Gives every value the time to live of the cache. */
	IGNORED_TTL(() -> (cache, call) -> {
		if (call.is("put", 3) && !((Duration) call.arguments()[2]).isNegative()) {
			cache.put(call.key(), (Value) call.arguments()[1]);
			return null;
		}
		return call.real();
	});

	/**
	 * What stands between a case and its cache.
	 */
	interface Interceptor {

		@Nullable Object call(TtlCache<Key, Value> cache, Call call) throws Exception;

	}

	/**
	 * A call of the cache.
	 *
	 * @param method what is called
	 * @param arguments the arguments, none of which may be changed
	 * @param target the cache
	 */
	record Call(Method method, @Nullable Object[] arguments, Object target) {

		boolean is(String name, int parameters) {
			return this.method.getName().equals(name) && this.method.getParameterCount() == parameters;
		}

		Key key() {
			return (Key) this.arguments[0];
		}

		/** Does what was asked for. */
		@Nullable Object real() throws Exception {
			try {
				return this.method.invoke(this.target, this.arguments);
			}
			catch (InvocationTargetException ex) {
				if (ex.getCause() instanceof Exception thrown) {
					throw thrown;
				}
				throw (Error) ex.getCause();
			}
		}

	}

	private final Supplier<Interceptor> interceptors;

	PlantedFault(Supplier<Interceptor> interceptors) {
		this.interceptors = interceptors;
	}

	/** Opens a cache that has the fault. */
	Subject open(CaseSettings settings) {
		return open(settings, this.interceptors.get());
	}

	/** Puts the fault into a cache. */
	TtlCache<Key, Value> plantIn(TtlCache<Key, Value> cache) {
		return intercepted(cache, this.interceptors.get());
	}

	/** Opens a cache with something between it and its case. */
	static Subject open(CaseSettings settings, Interceptor interceptor) {
		return Subject.open(settings).around((cache) -> intercepted(cache, interceptor));
	}

	@SuppressWarnings("unchecked")
	private static TtlCache<Key, Value> intercepted(TtlCache<Key, Value> cache, Interceptor interceptor) {
		InvocationHandler handler = (proxy, method, arguments) -> interceptor.call(cache,
				new Call(method, (arguments != null) ? arguments : new Object[0], cache));
		return (TtlCache<Key, Value>) Proxy.newProxyInstance(PlantedFault.class.getClassLoader(),
				new Class<?>[] { TtlCache.class }, handler);
	}

	@SuppressWarnings("unchecked")
	private static Value load(CacheLoader<?, ?> loader, Key key) throws Exception {
		return ((CacheLoader<Key, Value>) loader).load(key);
	}

	/** Gives the loader of a hit, which is called for a refresh alone. */
	@SuppressWarnings("unchecked")
	private static @Nullable CacheLoader<Key, Value> loaderOfAHit(TtlCache<Key, Value> cache, Call call) {
		boolean hit = call.is("get", 2) && cache.inspect(call.key()).isPresent();
		return hit ? (CacheLoader<Key, Value>) call.arguments()[1] : null;
	}

	private static CacheStatistics miscounted(CacheStatistics from, long misses, long evictions) {
		return new CacheStatistics(from.size(), from.weight(), from.l1Size(), from.l1Hits(), from.l2Hits(),
				from.misses() + misses, from.puts(), from.inserts() + evictions, from.evictions() + evictions,
				from.expirations(), from.invalidations(), from.moves(), from.loads(), from.loadFailures(),
				from.loadNanos(), from.loadsInFlight(), from.keyLockContentions(), from.shardLockContentions(),
				from.cleanups(), from.cleanupNanos(), from.lastCleanupNanos(), from.staleServed(),
				from.ttlPolicyFailures());
	}

}
