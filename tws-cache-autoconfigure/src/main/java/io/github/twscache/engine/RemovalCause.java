package io.github.twscache.engine;

/**
 * Why an entry left the cache.
 */
public enum RemovalCause {

	/** For size. */
	EVICTED,

	/** For age. */
	EXPIRED,

	/** A caller wanted it so. */
	INVALIDATED

}
