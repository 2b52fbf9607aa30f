package io.github.twscache.engine;

/**
 * Hears of entries that come and go, after all locks are released. Values are masked: see
 * {@link Masked}.
 */
public interface StoreListener {

	/**
	 * Tells whether anybody wants to hear of entries; if not, nothing is collected for
	 * it.
	 * @return whether somebody does
	 */
	boolean wantsEntries();

	/**
	 * Hears of a value stored.
	 * @param key the key
	 * @param value the value
	 * @param created whether there was no entry before
	 */
	void stored(Object key, Object value, boolean created);

	/**
	 * Hears of an entry removed.
	 * @param key the key
	 * @param value its last value
	 * @param cause why
	 */
	void removed(Object key, Object value, RemovalCause cause);

	/**
	 * Hears of a load that ended.
	 * @param key the key
	 * @param outcome the value, or the failure
	 * @param failed whether it failed
	 * @param nanos how long it took, in nanoseconds
	 */
	void loaded(Object key, Object outcome, boolean failed, long nanos);

}
