package io.github.twscache.actuate;

/**
 * Thrown for a cache that is closed, or whose hierarchy is.
 */
class CacheClosedException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	CacheClosedException(String what) {
		super(what + " is closed.");
	}

}
