package io.github.twscache.engine;

/**
 * Says of each value of a store how long it lives, and what becomes of it then. Safe for
 * use by many threads.
 */
public interface LifetimeRules {

	/**
	 * Gives the terms of a value that is going to be stored. May call code of the user's;
	 * asked under no lock, once for each store.
	 * @param key the key
	 * @param value the masked value
	 * @return the terms
	 */
	Terms terms(Object key, Object value);

	/**
	 * Tells whether any value may be kept past its time to live. Asked often; the answer
	 * must not change.
	 * @return whether one may
	 */
	default boolean servesStale() {
		return true;
	}

	/**
	 * Tells whether any value is loaded anew ahead of the end of its time to live. Asked
	 * often; the answer must not change.
	 * @return whether one is
	 */
	default boolean refreshesAhead() {
		return true;
	}

}
