package io.github.twscache;

/**
 * Thrown to each caller of a load that failed, or that he does not wait for to its end.
 * The cause is what the loader itself threw, or says why he does not wait.
 */
public class CacheLoadException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cacheName the cache
	 * @param cause what the loader threw
	 */
	public CacheLoadException(String cacheName, Throwable cause) {
		super("Loading a value for cache '" + cacheName + "' failed: " + cause, cause);
	}

}
