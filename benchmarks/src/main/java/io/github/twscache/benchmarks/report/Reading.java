package io.github.twscache.benchmarks.report;

import java.util.List;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * What measurements say about a target.
 *
 * @param value the figure to compare with the limit; not a number if nothing follows from
 * the measurements
 * @param low the lowest figure that single samples give
 * @param high the highest figure that single samples give
 * @param rival the rival's own figure, empty if there is none
 * @param note what else to know, empty for nothing
 * @param sources the measurements it was made of
 */
record Reading(double value, double low, double high, String rival, String note, List<Measurement> sources) {

	/** Samples further apart than this share of their median are called scattered. */
	static final double SCATTERED = 0.3;

	Reading {
		sources = List.copyOf(sources);
	}

	/**
	 * Gives the same with another text for the rival.
	 * @param text the rival's own figure
	 * @return the new reading
	 */
	Reading withRival(String text) {
		return new Reading(this.value, this.low, this.high, text, this.note, this.sources);
	}

	/**
	 * Tells whether the samples of a measurement are far apart.
	 * @return whether those of any are
	 */
	boolean isScattered() {
		return this.sources.stream()
			.anyMatch((source) -> highest(source) - lowest(source) > SCATTERED * source.value());
	}

	static double lowest(Measurement measurement) {
		return measurement.samples().stream().mapToDouble(Double::doubleValue).min().orElse(measurement.value());
	}

	static double highest(Measurement measurement) {
		return measurement.samples().stream().mapToDouble(Double::doubleValue).max().orElse(measurement.value());
	}

}
