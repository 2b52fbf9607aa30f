package io.github.twscache.benchmarks.timing;

/**
 * Counts latencies by size, to three percent. For one thread at a time.
 */
public final class LatencyHistogram {

	/*
	 * 32 buckets for each power of two; below 64 one for each value. The bucket of a
	 * value is shift * 32 + (value >> shift), where shift leaves six bits of the value.
	 */

	private static final int BITS = 5;

	private static final int HALF = 1 << BITS;

	private final long[] counts = new long[(Long.SIZE - BITS) * HALF];

	private long total;

	/**
	 * Counts a latency.
	 * @param nanos the latency; a negative one counts as zero
	 */
	public void record(long nanos) {
		this.counts[bucket(Math.max(0, nanos))]++;
		this.total++;
	}

	/**
	 * Adds what another one has counted.
	 * @param other the other
	 */
	public void add(LatencyHistogram other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
		this.total += other.total;
	}

	/**
	 * Counts the latencies.
	 * @return how many were counted
	 */
	public long total() {
		return this.total;
	}

	/**
	 * Gives a percentile.
	 * @param percent 0 to 100
	 * @return the highest latency of the bucket that so many percent do not exceed
	 */
	public long percentile(double percent) {
		if (this.total == 0) {
			throw new IllegalStateException("No latencies, so no percentile");
		}
		long rank = Math.max(1, (long) Math.ceil(this.total * percent / 100));
		long seen = 0;
		int bucket = -1;
		while (seen < rank) {
			bucket++;
			seen += this.counts[bucket];
		}
		return highest(bucket);
	}

	private static int bucket(long value) {
		int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value | 1));
		return shift * HALF + (int) (value >>> shift);
	}

	private static long highest(int bucket) {
		int shift = Math.max(0, bucket / HALF - 1);
		return ((bucket - (long) shift * HALF + 1) << shift) - 1;
	}

}
