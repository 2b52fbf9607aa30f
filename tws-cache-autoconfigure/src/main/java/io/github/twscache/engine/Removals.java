package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the entries that an operation removes under a lock, for the listener to hear
 * of them after it.
 */
final class Removals {

	private record Removal(Object key, Object value, RemovalCause cause) {
	}

	private final StoreListener listener;

	private List<Removal> removals = new ArrayList<>(2);

	Removals(StoreListener listener) {
		this.listener = listener;
	}

	void add(Entry entry, Object value, RemovalCause cause) {
		this.removals.add(new Removal(entry.key, value, cause));
	}

	/** Tells the listener; call under no lock. */
	void announce() {
		List<Removal> announced = this.removals;
		if (!announced.isEmpty()) {
			this.removals = new ArrayList<>(2);
			announced.forEach((removal) -> this.listener.removed(removal.key(), removal.value(), removal.cause()));
		}
	}

}
