package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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

	/** Loads that have ended, well or not, since the cache was made. */
	private long loaded;

	private long failed;

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
			this.loaded += (event.kind() == Kind.LOADED) ? 1 : 0;
			this.failed += (event.kind() == Kind.LOAD_FAILED) ? 1 : 0;
			notifyAll();
		}
	}

	/**
	 * Takes what was heard. What a change of shards or bound evicts is told by a thread
	 * of its own, so evictions that were counted are waited for.
	 */
	synchronized List<CacheEvent> take(long evictions) throws InterruptedException {
		await(() -> this.events.stream().filter((event) -> event.kind() == Kind.EVICTED).count() >= evictions);
		List<CacheEvent> taken = new ArrayList<>(this.events);
		this.events.clear();
		return taken;
	}

	/**
	 * Waits until so many loads have ended, and at least so many of them have failed. A
	 * thread of the cache that ends one tells that last of all.
	 */
	synchronized void awaitLoads(long ended, long failures) throws InterruptedException {
		await(() -> this.failed >= failures && this.loaded + this.failed >= ended);
	}

	private synchronized void await(BooleanSupplier happened) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		long left = PATIENCE_NANOS;
		while (left > 0 && !happened.getAsBoolean()) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = end - System.nanoTime();
		}
	}

}
