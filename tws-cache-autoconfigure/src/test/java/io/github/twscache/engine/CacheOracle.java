package io.github.twscache.engine;

import io.github.twscache.NamedCache;
import io.github.twscache.TtlCache;
import io.github.twscache.TwsOptimizedAsyncCache;

/**
 * Has the oracle look at a cache in the middle of a test: for tests of other packages.
 */
public final class CacheOracle {

	private static final PrivateField<TwsOptimizedAsyncCache<?, ?>> LEVEL2 = PrivateField.of(NamedCache.class,
			"level2");

	private static final PrivateField<ShardedStore> STORE = PrivateField.of(TwsOptimizedAsyncCache.class, "store");

	private CacheOracle() {
	}

	/**
	 * Waits until nobody uses a cache, and fails if anything in it disagrees.
	 */
	public static void check(TtlCache<?, ?> cache) {
		StoreOracle.await(storeOf(cache)).assertContent();
	}

	/**
	 * Fails if anything disagrees in a cache that may be in use.
	 */
	public static void checkInUse(TtlCache<?, ?> cache) {
		StoreOracle.glance(storeOf(cache)).assertNothingWrong();
	}

	private static ShardedStore storeOf(TtlCache<?, ?> cache) {
		return STORE.get((cache instanceof NamedCache<?, ?> named) ? LEVEL2.get(named) : cache);
	}

}
