package io.github.twscache.spring.contract;

import java.util.List;
import java.util.Set;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.spring.TwsCacheManager;

import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

/**
 * The cache managers that have to keep the contract. Those of Spring are here to prove
 * the expectations: what they do not do either is no promise.
 */
enum Contender {

	/** The one under test. */
	TWS(Trait.values()) {

		@Override
		Subject open(boolean nulls, String... names) {
			CacheHierarchy hierarchy = CacheHierarchy.builder()
				.settings((name) -> CacheSettings.builder().allowNullValues(nulls).build())
				.build();
			TwsCacheManager manager = new TwsCacheManager(hierarchy);
			if (names.length > 0) {
				manager.setCacheNames(List.of(names));
			}
			return new Subject(this, manager, hierarchy::close);
		}

	},

	/** The one that comes with Spring. */
	CONCURRENT_MAP(Trait.RETRIEVES, Trait.WRAPS_ERRORS, Trait.FORGETS_FAILURES_AT_ONCE, Trait.FAILS_THE_FUTURE,
			Trait.REFUSES_LATE_NULL, Trait.OWN_FUTURE) {

		@Override
		Subject open(boolean nulls, String... names) {
			ConcurrentMapCacheManager manager = new ConcurrentMapCacheManager();
			manager.setAllowNullValues(nulls);
			if (names.length > 0) {
				manager.setCacheNames(List.of(names));
			}
			return new Subject(this, manager, () -> {
			});
		}

	},

	/** The one that Boot makes when Caffeine is there. */
	CAFFEINE(Trait.FORGETS_FAILURES_AT_ONCE) {

		@Override
		Subject open(boolean nulls, String... names) {
			return caffeine(this, false, nulls, names);
		}

	},

	/** The same in the mode that methods with futures and publishers need. */
	CAFFEINE_ASYNC(Trait.RETRIEVES) {

		@Override
		Subject open(boolean nulls, String... names) {
			return caffeine(this, true, nulls, names);
		}

	};

	private final Set<Trait> traits;

	Contender(Trait... traits) {
		this.traits = Set.of(traits);
	}

	/**
	 * Makes a manager.
	 * @param nulls whether its caches allow {@code null} values
	 * @param names the caches it may have; none to make any that is asked for
	 * @return the manager, to be closed
	 */
	abstract Subject open(boolean nulls, String... names);

	boolean has(Trait trait) {
		return this.traits.contains(trait);
	}

	private static Subject caffeine(Contender contender, boolean async, boolean nulls, String... names) {
		CaffeineCacheManager manager = new CaffeineCacheManager();
		manager.setAsyncCacheMode(async);
		manager.setAllowNullValues(nulls);
		if (names.length > 0) {
			manager.setCacheNames(List.of(names));
		}
		return new Subject(contender, manager, () -> {
		});
	}

}
