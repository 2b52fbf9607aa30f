package io.github.twscache.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Tells of a run whether something grew, drifted or stayed behind.
 */
final class Judge {

	/** Two in each fifth, so that one sample alone decides nothing. */
	static final int LEAST_SAMPLES = 10;

	/** Up or down: a heap that shrinks was not full before. */
	private static final double MOST_HEAP_CHANGE = 0.05;

	/**
	 * Wide, because other programs of the machine decide about latencies, too. What
	 * drifts because something grows goes on drifting, and gets there in a long run.
	 */
	private static final double MOST_LATENCY_FACTOR = 4;

	private final List<Sample> samples;

	/**
	 * Creates a judge of a run.
	 * @param samples the samples in their order, at least {@value #LEAST_SAMPLES}
	 */
	Judge(List<Sample> samples) {
		if (samples.size() < LEAST_SAMPLES) {
			throw new IllegalArgumentException(
					"A run of " + samples.size() + " samples is too short, it takes " + LEAST_SAMPLES);
		}
		this.samples = List.copyOf(samples);
	}

	List<Finding> findings() {
		return List.of(heap(), threads(), none("key locks after a cleanup", Sample::keyLocks),
				none("loads that have not ended", Sample::loads), entries(), p99(),
				latency("median latency", Sample::p50Nanos), latency("P99.9 latency", Sample::p999Nanos));
	}

	private Finding heap() {
		Fifths heap = Fifths.of(this.samples, Sample::heapBytes);
		String failure = "";
		if (Math.abs(heap.after() - heap.before()) > MOST_HEAP_CHANGE * heap.before()) {
			failure = String.format(Locale.ROOT,
					"The heap after a collection went from %s to %s: %+.1f %%, where 5 %% is most.",
					megabytes(heap.before()), megabytes(heap.after()), 100 * heap.growth());
		}
		return new Finding("heap after a collection", megabytes(heap.before()), megabytes(heap.after()),
				"5 % apart at most", failure);
	}

	private Finding threads() {
		Fifths threads = Fifths.of(this.samples, Sample::threads);
		// Workers that are idle end, and come back: half of the samples have to be above
		// all those of before.
		String failure = (threads.after() <= threads.mostBefore()) ? "" : "There were " + number(threads.mostBefore())
				+ " threads first at most and " + number(threads.after()) + " in the end.";
		return new Finding("threads", number(threads.before()), number(threads.after()), "no more than before",
				failure);
	}

	private Finding none(String what, ToLongFunction<Sample> figure) {
		Fifths counts = Fifths.of(this.samples, figure);
		long most = this.samples.stream().mapToLong(figure).max().orElseThrow();
		String failure = (most == 0) ? "" : "There were " + most + " " + what + ", where none may be.";
		return new Finding(what, number(counts.before()), number(counts.after()), "none, ever", failure);
	}

	private Finding entries() {
		Fifths entries = Fifths.of(this.samples, Sample::entries);
		return new Finding("entries", number(entries.before()), number(entries.after()), "", "");
	}

	private Finding p99() {
		Fifths latency = Fifths.of(this.samples, Sample::p99Nanos);
		String failure = (latency.after() <= MOST_LATENCY_FACTOR * latency.before()) ? ""
				: "The P99 latency drifted from " + micros(latency.before()) + " to " + micros(latency.after())
						+ ", more than " + number(MOST_LATENCY_FACTOR) + " times as much.";
		return new Finding("P99 latency", micros(latency.before()), micros(latency.after()),
				number(MOST_LATENCY_FACTOR) + " times as much at most", failure);
	}

	private Finding latency(String what, ToLongFunction<Sample> figure) {
		Fifths latency = Fifths.of(this.samples, figure);
		return new Finding(what, micros(latency.before()), micros(latency.after()), "", "");
	}

	private static String megabytes(double bytes) {
		return String.format(Locale.ROOT, "%.2f MB", bytes / 1_000_000);
	}

	private static String micros(double nanos) {
		return String.format(Locale.ROOT, "%,.1f µs", nanos / 1000);
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, (value == Math.rint(value)) ? "%,.0f" : "%,.1f", value);
	}

}
