package io.github.twscache;

import java.util.EnumSet;
import java.util.Set;

import io.github.twscache.CacheEvent.Kind;

/**
 * Hears of what happens to the entries of caches.
 * <p>
 * Called in the thread that caused the event, or in one of its own for what a change of
 * shards or bound evicts, after all locks are released; events of one key may therefore
 * arrive out of order when several threads change it. What a listener throws is logged
 * and changes nothing.
 */
@FunctionalInterface
public interface CacheEventListener {

	/**
	 * Takes an event.
	 * @param event the event
	 */
	void onEvent(CacheEvent event);

	/**
	 * Tells which kinds this listener wants; others are not even made. Asked once.
	 * @return the kinds, all by default
	 */
	default Set<Kind> kinds() {
		return EnumSet.allOf(Kind.class);
	}

}
