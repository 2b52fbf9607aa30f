package io.github.twscache.spring.contract;

/**
 * What Spring's documentation leaves to a cache, and contenders do differently. A
 * {@link Contender} says which of these it has; a test of one that has not asserts what
 * it does instead, so that a wrong claim shows.
 */
enum Trait {

	/**
	 * Has both forms of {@code retrieve}. Optional: the methods of {@code Cache} throw by
	 * default, and {@code CaffeineCacheManager} has them "when configured via
	 * setAsyncCacheMode" alone, which Boot does not do.
	 */
	RETRIEVES,

	/**
	 * Wraps an {@code Error} of a loader too. The documentation of
	 * {@code get(Object, Callable)} speaks of "an exception"; Caffeine's adapter lets
	 * errors through as they are.
	 */
	WRAPS_ERRORS,

	/**
	 * Has forgotten a load that failed when its caller hears of it. Nothing is promised;
	 * an {@code AsyncCache} removes a failed future in whatever thread completed it.
	 */
	FORGETS_FAILURES_AT_ONCE,

	/**
	 * Fails the future when the supplier given to {@code retrieve} throws instead of
	 * returning one. Promised for exceptions that the supplier "raises"; Caffeine's
	 * adapter throws at the caller.
	 */
	FAILS_THE_FUTURE,

	/**
	 * Fails {@code retrieve} whose supplier comes to {@code null} where that may not be
	 * cached. Not documented; Caffeine hands the {@code null} out and stores nothing.
	 */
	REFUSES_LATE_NULL,

	/**
	 * Gives every caller of {@code retrieve} a future of its own, so that one who cancels
	 * harms nobody. Not documented; without null values Caffeine hands out the future it
	 * stores.
	 */
	OWN_FUTURE,

	/**
	 * Gives the names of caches as they are at that moment. {@code getCacheNames}
	 * promises neither a snapshot nor a view; Spring's own managers give a view.
	 */
	SNAPSHOT_OF_NAMES,

	/**
	 * Keeps its cache objects when caches are reset. "Remove all registered caches if
	 * possible" leaves it open: Spring's own managers drop those that were not fixed.
	 */
	KEEPS_CACHES_ON_RESET

}
