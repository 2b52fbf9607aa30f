package io.github.twscache;

/**
 * Says that a caller waited for a load of its key that came to no value to store, and
 * that was asked for by somebody else who asked for something else: what it came to is
 * not for this caller, who has to load alone.
 *
 * @see NamedCache#startLoad(Object, Object, java.util.function.BooleanSupplier)
 */
public class LoadNotSharedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param cacheName the cache
	 */
	public LoadNotSharedException(String cacheName) {
		super("A load of cache '" + cacheName + "' came to nothing that other callers could use");
	}

}
