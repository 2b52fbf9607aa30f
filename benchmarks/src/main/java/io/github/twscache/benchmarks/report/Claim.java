package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * Computes from measurements what a target is about.
 */
@FunctionalInterface
interface Claim {

	/**
	 * Computes it.
	 * @param figures the figures of one JDK
	 * @return what they say
	 * @throws NotMeasuredException if one is missing
	 */
	Reading read(Figures figures);

	/**
	 * Shows a rival's figure beside that of the claim, if it was measured.
	 * @param rival the rival's figure
	 * @return the same claim
	 */
	default Claim beside(Cell rival) {
		return (figures) -> {
			Reading reading = read(figures);
			return figures.find(rival)
				.map((other) -> reading.withRival(Amounts.of(other.value(), other.unit())))
				.orElse(reading);
		};
	}

	/**
	 * A figure by that of another subject.
	 * @param own the figure
	 * @param rival the other
	 * @return their ratio
	 */
	static Claim ratio(Cell own, Cell rival) {
		return compared(own, rival, (mine, other) -> mine / other);
	}

	/**
	 * A figure as percent of another.
	 * @param own the figure
	 * @param rival the other
	 * @return the share
	 */
	static Claim share(Cell own, Cell rival) {
		return compared(own, rival, (mine, other) -> 100 * mine / other);
	}

	/**
	 * How many percent lower a figure is than that of another subject.
	 * @param own the figure
	 * @param rival the other
	 * @return by how much
	 */
	static Claim percentLower(Cell own, Cell rival) {
		return compared(own, rival, (mine, other) -> 100 * (1 - mine / other));
	}

	/**
	 * How many percent a figure is away from another, whichever is higher.
	 * @param own the figure
	 * @param ideal the other
	 * @return by how much
	 */
	static Claim percentOff(Cell own, Cell ideal) {
		return compared(own, ideal, (mine, other) -> 100 * Math.abs(mine / other - 1));
	}

	/**
	 * A figure by itself.
	 * @param own the figure
	 * @return the figure
	 */
	static Claim amount(Cell own) {
		return (figures) -> {
			Measurement mine = figures.get(own);
			return new Reading(mine.value(), Reading.lowest(mine), Reading.highest(mine), "", "", List.of(mine));
		};
	}

	/**
	 * A figure that is not measured, because the code says it.
	 * @param value the figure
	 * @param note how it is held
	 * @return the figure
	 */
	static Claim byConstruction(double value, String note) {
		return (figures) -> new Reading(value, value, value, "", note, List.of());
	}

	private static Claim compared(Cell own, Cell rival, DoubleBinaryOperator by) {
		return (figures) -> {
			Measurement mine = figures.get(own);
			Measurement other = figures.get(rival);
			String text = Amounts.of(other.value(), other.unit());
			if (mine.value() == 0 && other.value() == 0) {
				return new Reading(Double.NaN, Double.NaN, Double.NaN, text, "both are 0", List.of(mine, other));
			}
			double one = by.applyAsDouble(Reading.lowest(mine), Reading.highest(other));
			double two = by.applyAsDouble(Reading.highest(mine), Reading.lowest(other));
			return new Reading(by.applyAsDouble(mine.value(), other.value()), Math.min(one, two), Math.max(one, two),
					text, "", List.of(mine, other));
		};
	}

}
