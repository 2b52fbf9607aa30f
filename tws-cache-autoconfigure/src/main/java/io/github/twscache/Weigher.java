package io.github.twscache;

import org.jspecify.annotations.Nullable;

/**
 * Tells how much of the bound an entry takes. Called under no lock, once for each value
 * stored, before it is stored: what it throws reaches the caller and nothing is changed.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Weigher<K, V> {

	/**
	 * Weighs an entry.
	 * @param key the key
	 * @param value the value; {@code null} for a cached {@code null}
	 * @return the weight, not negative
	 */
	int weigh(K key, @Nullable V value);

}
