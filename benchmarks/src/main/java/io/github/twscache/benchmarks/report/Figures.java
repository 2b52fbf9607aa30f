package io.github.twscache.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * Looks figures of one JDK up.
 */
final class Figures {

	private final List<Measurement> measurements;

	Figures(List<Measurement> measurements) {
		this.measurements = List.copyOf(measurements);
	}

	/**
	 * Finds one figure.
	 * @param cell which
	 * @return the figure
	 * @throws NotMeasuredException if there is none; names those that come near
	 * @throws IllegalStateException if there are several
	 */
	Measurement get(Cell cell) {
		return find(cell).orElseThrow(() -> new NotMeasuredException("No figure " + cell + "; there " + nearest(cell)));
	}

	/**
	 * Finds one figure that may be missing.
	 * @param cell which
	 * @return the figure
	 * @throws IllegalStateException if there are several
	 */
	Optional<Measurement> find(Cell cell) {
		List<Measurement> found = this.measurements.stream().filter(cell::means).toList();
		if (found.size() > 1) {
			throw new IllegalStateException(found.size() + " figures " + cell + ", so say more of their parameters: "
					+ found.stream().map((measurement) -> sorted(measurement.parameters())).toList());
		}
		return found.stream().findFirst();
	}

	/**
	 * Finds the figures of a set.
	 * @param set its name
	 * @return the figures, as they were written
	 */
	List<Measurement> of(String set) {
		return this.measurements.stream().filter((measurement) -> measurement.set().equals(set)).toList();
	}

	private String nearest(Cell cell) {
		List<Measurement> ofSet = of(cell.set());
		List<Measurement> ofScenario = ofSet.stream()
			.filter((measurement) -> measurement.scenario().equals(cell.scenario()))
			.toList();
		List<Measurement> ofSubject = ofScenario.stream()
			.filter((measurement) -> measurement.subject().equals(cell.subject()))
			.toList();
		if (!ofSubject.isEmpty()) {
			return "is it with "
					+ ofSubject.stream().map((measurement) -> sorted(measurement.parameters())).distinct().toList();
		}
		if (!ofScenario.isEmpty()) {
			return "are subjects " + ofScenario.stream().map(Measurement::subject).distinct().toList();
		}
		if (!ofSet.isEmpty()) {
			return "are scenarios " + ofSet.stream().map(Measurement::scenario).distinct().toList();
		}
		return "are sets " + this.measurements.stream().map(Measurement::set).distinct().toList();
	}

	static Map<String, String> sorted(Map<String, String> parameters) {
		return new TreeMap<>(parameters);
	}

}
