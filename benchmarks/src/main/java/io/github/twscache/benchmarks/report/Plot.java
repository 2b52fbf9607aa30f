package io.github.twscache.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * What a plot shows.
 *
 * @param name its name, also that of its file
 * @param title the text above it
 * @param xTitle the text below it
 * @param yTitle the text at its side
 * @param kind how it is drawn
 * @param cell the figures it shows, of any subject, as long as they have these parameters
 * @param x gives the place of a figure from left to right
 * @param series gives the series of a figure
 * @param scale the factor from the unit of the figures to that of the plot
 */
record Plot(String name, String title, String xTitle, String yTitle, Kind kind, Cell cell,
		Function<Measurement, String> x, Function<Measurement, String> series, double scale) {

	/** In the place of a scenario: all of them. */
	static final String ANY = "*";

	/** The place of a figure is that of its scenario. */
	static final Function<Measurement, String> BY_SCENARIO = Measurement::scenario;

	/** A series for each subject. */
	static final Function<Measurement, String> BY_SUBJECT = Measurement::subject;

	/**
	 * How a plot is drawn.
	 */
	enum Kind {

		/** Groups of bars. */
		BARS,

		/** Groups of bars, wide, with slanted labels. */
		MANY_BARS,

		/** Groups of bars, heights by their logarithm. */
		LOG_BARS,

		/** Lines over numbers. */
		PLAIN_LINES,

		/** Lines over the logarithms of numbers. */
		LINES,

		/** The same, heights by their logarithm too. */
		LOG_LINES

	}

	/**
	 * The place of a figure is the value of a parameter.
	 * @param name the name of the parameter
	 * @return gives the place
	 */
	static Function<Measurement, String> by(String name) {
		return (measurement) -> measurement.parameters().getOrDefault(name, "?");
	}

	/**
	 * Gives the figures that are shown; those that have no logarithm are left out where
	 * one is needed.
	 * @param figures all of them
	 * @return by series and then by place
	 */
	Map<String, Map<String, Double>> points(Figures figures) {
		Map<String, Map<String, Double>> points = new LinkedHashMap<>();
		boolean logarithmic = this.kind == Kind.LOG_BARS || this.kind == Kind.LOG_LINES;
		for (Measurement measurement : shown(figures)) {
			if (logarithmic && measurement.value() <= 0) {
				continue;
			}
			points.computeIfAbsent(this.series.apply(measurement), (label) -> new LinkedHashMap<>())
				.put(this.x.apply(measurement), measurement.value() * this.scale);
		}
		return points.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey(Subjects.ORDER))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, LinkedHashMap::new));
	}

	private List<Measurement> shown(Figures figures) {
		return figures.of(this.cell.set())
			.stream()
			.filter((measurement) -> this.cell.scenario().equals(ANY)
					|| this.cell.scenario().equals(measurement.scenario()))
			.filter((measurement) -> measurement.parameters().entrySet().containsAll(this.cell.parameters().entrySet()))
			.toList();
	}

}
