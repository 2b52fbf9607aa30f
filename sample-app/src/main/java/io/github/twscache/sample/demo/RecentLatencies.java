package io.github.twscache.sample.demo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last thousand or so durations of one kind of read. Safe for use by many threads.
 */
final class RecentLatencies {

	/*
	 * The next slot is taken by counting up; two threads never write the same slot at the
	 * same time unless one of them lags behind by a whole round, which loses one sample.
	 */

	private static final int SLOTS = 1024;

	private final AtomicLongArray nanos = new AtomicLongArray(SLOTS);

	private final AtomicLong recorded = new AtomicLong();

	void record(long durationNanos) {
		this.nanos.set((int) (this.recorded.getAndIncrement() % SLOTS), durationNanos);
	}

	Latency toLatency() {
		int filled = (int) Math.min(this.recorded.get(), SLOTS);
		LatencyHistogram histogram = new LatencyHistogram();
		for (int i = 0; i < filled; i++) {
			histogram.record(this.nanos.get(i));
		}
		return histogram.toLatency();
	}

}
