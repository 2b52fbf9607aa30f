package io.github.twscache.functional;

/**
 * What a behaviour is tested on.
 */
enum CacheKind {

	/** A cache of one level. */
	SINGLE,

	/** A cache of a hierarchy, with a first level. */
	HIERARCHY

}
