package io.github.twscache.benchmarks.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One figure: what was measured, of which cache, under which circumstances.
 *
 * @param set the kind of measurement, such as {@code throughput}
 * @param scenario what was done, such as {@code read}
 * @param subject whose figure it is: the id of a
 * {@link io.github.twscache.benchmarks.rivals.Rival}, or of something else compared
 * @param parameters the circumstances by name, such as {@code threads}
 * @param value the figure, a median where there are several samples
 * @param unit its unit, such as {@code ops/s} or {@code ns}
 * @param samples the figures that the value is the median of; empty if there is only one
 */
public record Measurement(String set, String scenario, String subject, Map<String, String> parameters, double value,
		String unit, List<Double> samples) {

	public Measurement {
		parameters = Map.copyOf(parameters);
		samples = List.copyOf(samples);
	}

	/**
	 * Makes the figure of several samples: their median.
	 * @param set the kind of measurement
	 * @param scenario what was done
	 * @param subject whose figure it is
	 * @param parameters the circumstances
	 * @param samples the samples, at least one
	 * @param unit their unit
	 * @return the figure
	 */
	public static Measurement median(String set, String scenario, String subject, Map<String, ?> parameters,
			List<Double> samples, String unit) {
		return new Measurement(set, scenario, subject, texts(parameters), median(samples), unit, samples);
	}

	/**
	 * Makes a figure that was taken once.
	 * @param set the kind of measurement
	 * @param scenario what was done
	 * @param subject whose figure it is
	 * @param parameters the circumstances
	 * @param value the figure
	 * @param unit its unit
	 * @return the figure
	 */
	public static Measurement of(String set, String scenario, String subject, Map<String, ?> parameters, double value,
			String unit) {
		return new Measurement(set, scenario, subject, texts(parameters), value, unit, List.of());
	}

	private static Map<String, String> texts(Map<String, ?> parameters) {
		Map<String, String> texts = new TreeMap<>();
		parameters.forEach((name, value) -> texts.put(name, String.valueOf(value)));
		return texts;
	}

	/**
	 * Gives the median.
	 * @param samples at least one figure
	 * @return the middle one, or the mean of the two in the middle
	 */
	public static double median(List<Double> samples) {
		if (samples.isEmpty()) {
			throw new IllegalArgumentException("No samples, so no median");
		}
		List<Double> sorted = samples.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
