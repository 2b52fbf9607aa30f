package io.github.twscache;

/**
 * A source of time that only moves on, in nanoseconds, like {@link System#nanoTime()}. It
 * is read under locks of the cache, so it must be quick and must not use the cache.
 */
@FunctionalInterface
public interface Ticker {

	/**
	 * Reads the time.
	 * @return nanoseconds since an arbitrary origin
	 */
	long read();

	/**
	 * The system's own.
	 * @return a ticker that reads {@link System#nanoTime()}
	 */
	static Ticker system() {
		return SystemTicker.INSTANCE;
	}

}
