package io.github.twscache.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * Says which figure is meant.
 *
 * @param set the kind of measurement
 * @param scenario what was done
 * @param subject whose figure it is
 * @param parameters the circumstances that matter; a figure may have more
 */
record Cell(String set, String scenario, String subject, Map<String, String> parameters) {

	Cell {
		parameters = Map.copyOf(parameters);
	}

	/**
	 * Makes a cell.
	 * @param set the kind of measurement
	 * @param scenario what was done
	 * @param subject whose figure it is
	 * @param parameters names and values in turn
	 * @return the cell
	 */
	static Cell of(String set, String scenario, String subject, String... parameters) {
		if (parameters.length % 2 != 0) {
			throw new IllegalArgumentException("A parameter without a value: " + parameters[parameters.length - 1]);
		}
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			map.put(parameters[i], parameters[i + 1]);
		}
		return new Cell(set, scenario, subject, map);
	}

	/**
	 * Gives the cell of another subject under the same circumstances.
	 * @param other the other subject
	 * @return its cell
	 */
	Cell by(String other) {
		return new Cell(this.set, this.scenario, other, this.parameters);
	}

	/**
	 * Gives the cell of another scenario under the same circumstances.
	 * @param other the other scenario
	 * @return its cell
	 */
	Cell in(String other) {
		return new Cell(this.set, other, this.subject, this.parameters);
	}

	/**
	 * Tells whether a figure is the one that is meant.
	 * @param measurement the figure
	 * @return whether it is
	 */
	boolean means(Measurement measurement) {
		return measurement.set().equals(this.set) && measurement.scenario().equals(this.scenario)
				&& measurement.subject().equals(this.subject)
				&& measurement.parameters().entrySet().containsAll(this.parameters.entrySet());
	}

	@Override
	public String toString() {
		return this.set + "/" + this.scenario + " of " + this.subject + Figures.sorted(this.parameters);
	}

}
