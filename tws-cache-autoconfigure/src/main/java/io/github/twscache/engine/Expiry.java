package io.github.twscache.engine;

/**
 * Tells whether an entry may still be returned, and when it expires.
 */
final class Expiry {

	private final CacheClock clock;

	/** Zero if entries need not be read. */
	private final long accessNanos;

	Expiry(CacheClock clock, long accessNanos) {
		this.clock = clock;
		this.accessNanos = accessNanos;
	}

	CacheClock clock() {
		return this.clock;
	}

	/** Read the value after this, not before: see {@link Entry}. */
	boolean isLive(Entry entry) {
		long now = this.clock.coarse();
		long deadline = deadline(entry);
		return deadline - now > CacheClock.MARGIN_NANOS || isLiveExactly(deadline);
	}

	private boolean isLiveExactly(long deadline) {
		return deadline == Entry.NEVER || deadline - this.clock.now() > 0;
	}

	/**
	 * The same for a read, which keeps an entry alive that expires when nobody reads it.
	 */
	boolean isLiveToRead(Entry entry) {
		if (this.accessNanos == 0) {
			long now = this.clock.coarse();
			long deadline = entry.deadline();
			return deadline - now > CacheClock.MARGIN_NANOS || isLiveExactly(deadline);
		}
		return isLiveToTouch(entry);
	}

	private boolean isLiveToTouch(Entry entry) {
		long now = this.clock.coarse();
		if (deadline(entry) - now <= CacheClock.MARGIN_NANOS) {
			now = this.clock.now();
		}
		boolean live = isLive(entry, now);
		if (live) {
			entry.accessed(now);
		}
		return live;
	}

	boolean isLive(Entry entry, long nowNanos) {
		return deadline(entry) - nowNanos > 0;
	}

	/** Whether an entry is over because nobody has read it for long. */
	boolean isIdle(Entry entry, long nowNanos) {
		return this.accessNanos != 0 && after(entry.accessedNanos(), this.accessNanos) - nowNanos <= 0;
	}

	/** The time at which an entry expires, by its age or because nobody reads it. */
	long deadline(Entry entry) {
		long deadline = entry.deadline();
		return (this.accessNanos == 0) ? deadline : Math.min(deadline, after(entry.accessedNanos(), this.accessNanos));
	}

	/**
	 * The time at which an entry is to be removed: when it expires, or when it is of no
	 * use to failing loads any more, but at once if nobody has read it for long.
	 */
	long removal(Entry entry) {
		long removal = entry.removalNanos();
		return (this.accessNanos == 0) ? removal : Math.min(removal, after(entry.accessedNanos(), this.accessNanos));
	}

	/** Notes a read of an entry that has expired and is served all the same. */
	void touch(Entry entry, long nowNanos) {
		if (this.accessNanos != 0) {
			entry.accessed(nowNanos);
		}
	}

	/** Adds a duration to a time; what overflows, and zero, is never. */
	static long after(long nowNanos, long durationNanos) {
		long sum = nowNanos + durationNanos;
		return (durationNanos == 0 || sum < 0) ? Entry.NEVER : sum;
	}

}
