package io.github.twscache.sample.demo;

/**
 * Counts durations in buckets that are at most 1/32 of their value wide. Not thread-safe:
 * each reader has its own, and they are added up in the end.
 */
final class LatencyHistogram {

	private static final int SUB_BITS = 5;

	private static final int SUB_BUCKETS = 1 << SUB_BITS;

	private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];

	private long total;

	private long sumNanos;

	private long maxNanos;

	void record(long nanos) {
		long value = Math.max(nanos, 0);
		this.counts[index(value)]++;
		this.total++;
		this.sumNanos += value;
		this.maxNanos = Math.max(this.maxNanos, value);
	}

	void add(LatencyHistogram other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.total += other.total;
		this.sumNanos += other.sumNanos;
		this.maxNanos = Math.max(this.maxNanos, other.maxNanos);
	}

	long total() {
		return this.total;
	}

	/**
	 * Returns a duration that the given share of all durations does not exceed.
	 * @param share from 0 to 1
	 * @return nanoseconds, at most 1/32 too high; 0 if nothing was recorded
	 */
	long percentileNanos(double share) {
		long rank = Math.max(1, (long) Math.ceil(share * this.total));
		long seen = 0;
		for (int i = 0; i < this.counts.length; i++) {
			seen += this.counts[i];
			if (seen >= rank) {
				return Math.min(upperBound(i), this.maxNanos);
			}
		}
		return 0;
	}

	Latency toLatency() {
		double meanNanos = (this.total > 0) ? (double) this.sumNanos / this.total : 0;
		return new Latency(this.total, micros(meanNanos), micros((double) percentileNanos(0.5)),
				micros((double) percentileNanos(0.99)), micros((double) this.maxNanos));
	}

	private static double micros(double nanos) {
		return Math.round(nanos / 10) / 100.0;
	}

	private static int index(long value) {
		if (value < SUB_BUCKETS) {
			return (int) value;
		}
		int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
		return (shift + 1) * SUB_BUCKETS + (int) ((value >>> shift) - SUB_BUCKETS);
	}

	private static long upperBound(int index) {
		if (index < SUB_BUCKETS) {
			return index;
		}
		int shift = index / SUB_BUCKETS - 1;
		return ((SUB_BUCKETS + index % SUB_BUCKETS + 1L) << shift) - 1;
	}

}
