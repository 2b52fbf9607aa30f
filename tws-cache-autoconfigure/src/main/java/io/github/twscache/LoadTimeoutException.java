package io.github.twscache;

import java.time.Duration;

/**
 * Says that a caller waited for a load as long as {@code load.hard-timeout} allows, and
 * there was no stale value to serve. It is the cause of a {@link CacheLoadException};
 * futures, and methods with {@code @Cacheable}, fail with it itself.
 */
public class LoadTimeoutException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cacheName the cache
	 * @param limit how long a caller waits
	 */
	public LoadTimeoutException(String cacheName, Duration limit) {
		super("A load of cache '" + cacheName + "' took longer than its hard time-out of " + limit);
	}

}
