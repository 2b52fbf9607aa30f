package io.github.twscache.generated;

import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was observed of a program.
 *
 * @param program the program
 * @param observed what came of its operations
 */
record History(Program program, List<Observed> observed) {

	/** Checks each key for itself: a history is right if it is right for each. */
	void check() {
		for (int key = 0; key < this.program.keys(); key++) {
			int number = key;
			List<Observed> ofKey = this.observed.stream()
				.filter((observed) -> observed.operation().concerns(number))
				.toList();
			int initial = this.program.initial(key);
			assertThat(new LinearizabilityChecker(ofKey).isLinearizable(initial))
				.as(() -> "an order explains k" + number + ", which was " + initial + " at the beginning:\n"
						+ describe(ofKey))
				.isTrue();
		}
	}

	private static String describe(List<Observed> observed) {
		long start = observed.stream().mapToLong(Observed::begin).min().orElse(0);
		StringBuilder text = new StringBuilder();
		observed.stream().sorted(Comparator.comparingLong(Observed::begin)).forEach((one) -> {
			text.append("  ").append(one.begin() - start).append(" to ").append(one.end() - start).append(" ns, ");
			text.append(one);
			if (one.leads()) {
				text.append(", loader from ").append(one.loading() - start).append(" to ");
				text.append(one.loaded() - start);
			}
			text.append('\n');
		});
		return text.toString();
	}

}
