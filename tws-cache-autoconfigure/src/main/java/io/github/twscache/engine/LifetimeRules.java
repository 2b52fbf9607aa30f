package io.github.twscache.engine;

/**
 * Tells for how long a value is kept, where that depends on its key or on the value, or
 * where there is more to tell than a time to live. Calls code of the user's own, so it is
 * asked under no lock; never throws.
 */
@FunctionalInterface
public interface LifetimeRules {

	/**
	 * Tells for how long a value is kept.
	 * @param key the key
	 * @param maskedValue the {@link Masked masked} value
	 * @return for how long, and what for
	 */
	Terms terms(Object key, Object maskedValue);

}
