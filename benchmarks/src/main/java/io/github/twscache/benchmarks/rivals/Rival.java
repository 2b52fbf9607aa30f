package io.github.twscache.benchmarks.rivals;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * The caches that are compared, by the names they have in results.
 */
public enum Rival {

	/** The product: both levels. */
	TWS((spec) -> new TwsRival<>(spec, true)),

	/** The product without its first level. */
	TWS_WITHOUT_L1((spec) -> new TwsRival<>(spec, false)),

	/** Caffeine. */
	CAFFEINE(CaffeineRival::new),

	/** Caffeine's asynchronous cache, for asynchronous look-ups. */
	CAFFEINE_ASYNC(CaffeineAsyncRival::new),

	/** Cache2k. */
	CACHE2K(Cache2kRival::new),

	/** Guava. */
	GUAVA(GuavaRival::new),

	/** Ehcache, on the heap. */
	EHCACHE(EhcacheRival::new),

	/** A bare {@code ConcurrentHashMap}: no bound, no expiry, no statistics. */
	HASHMAP(HashMapRival::new),

	/** What the product replaces: no bound. */
	BASELINE(BaselineRival::new);

	@SuppressWarnings("ImmutableEnumChecker") // a constructor reference
	private final Function<CacheSpec, RivalCache<Object, Object>> factory;

	Rival(Function<CacheSpec, RivalCache<Object, Object>> factory) {
		this.factory = factory;
	}

	/**
	 * Makes an empty cache.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @param spec its features
	 * @return the cache
	 */
	@SuppressWarnings("unchecked")
	public <K, V> RivalCache<K, V> create(CacheSpec spec) {
		return (RivalCache<K, V>) this.factory.apply(spec);
	}

	/**
	 * Gives the name in results.
	 * @return lower case, with hyphens
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whether it keeps to a bound.
	 * @return whether it does
	 */
	public boolean isBounded() {
		return this != HASHMAP && this != BASELINE;
	}

	/**
	 * Finds a cache by its name in results.
	 * @param id the name
	 * @return the cache
	 */
	public static Rival of(String id) {
		return Arrays.stream(values())
			.filter((rival) -> rival.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No cache '" + id + "', but " + Arrays.stream(values()).map(Rival::id).toList()));
	}

}
