package io.github.twscache;

/**
 * A source of time that only moves on, in nanoseconds, like {@link System#nanoTime()}.
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
