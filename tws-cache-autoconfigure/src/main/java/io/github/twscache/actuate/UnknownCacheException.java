package io.github.twscache.actuate;

import java.util.Collection;

/**
 * Thrown for a cache that does not exist. Names those that do.
 */
class UnknownCacheException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownCacheException(String name, Collection<String> names) {
		super("No cache is named '" + name + "'. "
				+ (names.isEmpty() ? "There is none yet." : "Known are: " + String.join(", ", names) + "."));
	}

}
