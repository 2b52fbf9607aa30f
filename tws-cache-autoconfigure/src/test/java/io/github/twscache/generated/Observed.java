package io.github.twscache.generated;

/**
 * What came of an operation, and when.
 *
 * @param operation the operation
 * @param begin when it was called, in nanoseconds
 * @param loading when its loader was called, 0 if it was not
 * @param loaded when its loader returned
 * @param end when the operation returned
 * @param outcome the value returned, {@link #NOTHING} for none, the negative number of
 * the load for a failure, {@link #REMOVED} for a removal that found a value
 */
record Observed(Operation operation, long begin, long loading, long loaded, long end, int outcome) {

	static final int NOTHING = 0;

	static final int REMOVED = 1;

	/** Whether it ran its own loader. */
	boolean leads() {
		return this.loading != 0;
	}

	@Override
	public String toString() {
		return "thread " + this.operation.thread() + ": " + this.operation + " -> " + this.outcome;
	}

}
