package io.github.twscache.benchmarks.soak;

import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * The second and the last fifth of a run. The first is for compilers and caches to warm
 * up. What disturbs the caches comes in rounds, and the heap follows it, so each of the
 * two is cut down to whole rounds, if it has one.
 *
 * @param second the samples of the second fifth
 * @param last the samples of the last fifth
 */
record Fifths(List<Double> second, List<Double> last) {

	Fifths {
		second = List.copyOf(second);
		last = List.copyOf(last);
	}

	static Fifths of(List<Sample> samples, ToLongFunction<Sample> figure) {
		int fifth = samples.size() / 5;
		List<Double> figures = samples.stream().map((sample) -> (double) figure.applyAsLong(sample)).toList();
		int length = (fifth < SoakCaches.ROUND) ? fifth : fifth - fifth % SoakCaches.ROUND;
		return new Fifths(figures.subList(fifth, fifth + length),
				figures.subList(figures.size() - length, figures.size()));
	}

	double before() {
		return Measurement.median(this.second);
	}

	double after() {
		return Measurement.median(this.last);
	}

	/** The most that was seen in one sample of the second fifth. */
	double mostBefore() {
		return Collections.max(this.second);
	}

	/** By which share the figure grew: 0 for not at all, negative if it shrank. */
	double growth() {
		return after() / before() - 1;
	}

}
