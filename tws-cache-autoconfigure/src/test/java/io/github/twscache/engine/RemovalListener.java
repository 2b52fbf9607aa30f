package io.github.twscache.engine;

import java.util.function.Consumer;

/**
 * Hears of removed keys alone.
 */
record RemovalListener(Consumer<Object> onRemoval) implements StoreListener {

	@Override
	public boolean wantsEntries() {
		return true;
	}

	@Override
	public void stored(Object key, Object value, boolean created) {
	}

	@Override
	public void removed(Object key, Object value, RemovalCause cause) {
		this.onRemoval.accept(key);
	}

	@Override
	public void loaded(Object key, Object outcome, boolean failed, long nanos) {
	}

}
