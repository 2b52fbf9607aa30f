package io.github.twscache.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * How measurements compare with a target.
 *
 * @param outcome the result
 * @param text the figure as it is shown, empty if there is none
 * @param reading what the measurements say, {@code null} if there are none
 * @param missing why there are none, empty if there are
 */
record Verdict(Outcome outcome, String text, @Nullable Reading reading, String missing) {

	/**
	 * Writes it for a table.
	 * @return figure and outcome
	 */
	String cell() {
		return switch (this.outcome) {
			case MET -> this.text + ", met";
			case MISSED -> this.text + ", **missed**";
			case UNDECIDED -> "no verdict: " + this.text;
			case NOT_MEASURED -> "not measured";
		};
	}

	/**
	 * The results there are.
	 */
	enum Outcome {

		/** On the right side of the limit. */
		MET("met"),

		/** On the wrong side. */
		MISSED("missed"),

		/** Measured, but nothing follows. */
		UNDECIDED("without a verdict"),

		/** Nothing there to compare. */
		NOT_MEASURED("not measured");

		private final String words;

		Outcome(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}
