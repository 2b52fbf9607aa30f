package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;

/**
 * Notes what a listener hears between two audits.
 */
final class EventLog implements CacheEventListener {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final Predicate<CacheEvent> noted;

	private final List<CacheEvent> events = new ArrayList<>();

	EventLog() {
		this((event) -> true);
	}

	/**
	 * Creates a log.
	 * @param noted which events to note, for a log that is to have gaps
	 */
	EventLog(Predicate<CacheEvent> noted) {
		this.noted = noted;
	}

	@Override
	public synchronized void onEvent(CacheEvent event) {
		if (this.noted.test(event)) {
			this.events.add(event);
			notifyAll();
		}
	}

	/**
	 * Takes what was heard. What a change of shards or bound evicts is told by a thread
	 * of its own, so evictions that were counted are waited for.
	 */
	synchronized List<CacheEvent> take(long evictions) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		long left = PATIENCE_NANOS;
		while (left > 0 && this.events.stream().filter((event) -> event.kind() == Kind.EVICTED).count() < evictions) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = end - System.nanoTime();
		}
		List<CacheEvent> taken = new ArrayList<>(this.events);
		this.events.clear();
		return taken;
	}

}
