package io.github.twscache;

/**
 * Reads {@link System#nanoTime()}; known by identity, because only the real clock can be
 * read coarsely.
 */
enum SystemTicker implements Ticker {

	INSTANCE;

	@Override
	public long read() {
		return System.nanoTime();
	}

}
