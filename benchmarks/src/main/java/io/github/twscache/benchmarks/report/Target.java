package io.github.twscache.benchmarks.report;

import java.util.Locale;

/**
 * A row of the table of targets.
 *
 * @param what what is measured
 * @param bound on which side of the limit the figure has to be
 * @param limit the limit
 * @param shape how figure and limit are written
 * @param against what the limit refers to, such as a rival; empty for nothing
 * @param claim computes the figure
 */
record Target(String what, Bound bound, double limit, Shape shape, String against, Claim claim) {

	/**
	 * Writes the aim.
	 * @return for example {@code >= 6 x Caffeine}
	 */
	String aim() {
		String number = (this.limit == Math.rint(this.limit)) ? String.format(Locale.ROOT, "%.0f", this.limit)
				: String.valueOf(this.limit);
		String sign = (this.shape == Shape.POINTS && this.limit > 0) ? "+" : "";
		return (this.bound.symbol + " " + sign + number + this.shape.suffix + " " + this.against).strip();
	}

	/**
	 * Compares the figure with the limit.
	 * @param figures the figures of one JDK
	 * @return the verdict
	 */
	Verdict judge(Figures figures) {
		try {
			Reading reading = this.claim.read(figures);
			if (Double.isNaN(reading.value())) {
				return new Verdict(Verdict.Outcome.UNDECIDED, reading.note(), reading, "");
			}
			boolean met = this.bound.holds(reading.value(), this.limit);
			boolean doubtful = this.bound.holds(reading.low(), this.limit) != met
					|| this.bound.holds(reading.high(), this.limit) != met || reading.isScattered();
			String text = this.shape.write(reading.value()) + (doubtful ? "\\*" : "")
					+ (reading.note().isEmpty() ? "" : " (" + reading.note() + ")");
			return new Verdict(met ? Verdict.Outcome.MET : Verdict.Outcome.MISSED, text, reading, "");
		}
		catch (NotMeasuredException ex) {
			return new Verdict(Verdict.Outcome.NOT_MEASURED, "", null, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * The side of the limit.
	 */
	enum Bound {

		/** The figure may be higher. */
		AT_LEAST("≥"),

		/** The figure may be lower. */
		AT_MOST("≤");

		private final String symbol;

		Bound(String symbol) {
			this.symbol = symbol;
		}

		boolean holds(double value, double limit) {
			return (this == AT_LEAST) ? value >= limit : value <= limit;
		}

	}

	/**
	 * How a figure is written.
	 */
	enum Shape {

		/** A factor. */
		TIMES(" x", 0),

		/** A share or a difference in percent. */
		PERCENT(" %", 1),

		/** A difference of hit ratios. */
		POINTS(" points", 2),

		/** Bytes. */
		BYTES(" bytes", 1),

		/** A number of things. */
		COUNT("", 0);

		private final String suffix;

		private final int decimals;

		Shape(String suffix, int decimals) {
			this.suffix = suffix;
			this.decimals = decimals;
		}

		String write(double value) {
			String sign = (this == POINTS && value > 0) ? "+" : "";
			String number = (this == TIMES) ? Amounts.digits(value) : Amounts.number(value, this.decimals);
			return sign + number + this.suffix;
		}

	}

}
