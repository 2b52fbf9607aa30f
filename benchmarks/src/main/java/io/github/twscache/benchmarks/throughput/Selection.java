package io.github.twscache.benchmarks.throughput;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody wants to look at.
 *
 * @param scenarios matches the scenarios, or sets and scenarios with a slash between
 * @param subjects matches the subjects
 * @param threads the numbers of threads, empty for all
 * @param isAll whether nothing was chosen
 */
public record Selection(Pattern scenarios, Pattern subjects, List<Integer> threads, boolean isAll) {

	private static final int FIRST = 2;

	public Selection {
		threads = List.copyOf(threads);
	}

	/**
	 * Reads what comes after profile and directory: regular expressions of scenarios and
	 * subjects, and a list of numbers of threads with commas between, any of which may be
	 * left out from the end.
	 * @param args all arguments of a main method
	 * @return the selection
	 */
	public static Selection parse(String[] args) {
		return new Selection(Pattern.compile(argument(args, 0, ".*")), Pattern.compile(argument(args, 1, ".*")),
				Arrays.stream(argument(args, 2, "").split(","))
					.filter((number) -> !number.isBlank())
					.map((number) -> Integer.valueOf(number.strip()))
					.toList(),
				args.length <= FIRST);
	}

	private static String argument(String[] args, int index, String otherwise) {
		return (args.length > FIRST + index) ? args[FIRST + index] : otherwise;
	}

	/**
	 * Leaves those that were chosen.
	 * @param trials the trials
	 * @return some of them
	 */
	public List<Trial> of(List<Trial> trials) {
		return trials.stream().filter(this::has).toList();
	}

	private boolean has(Trial trial) {
		return (this.scenarios.matcher(trial.scenario()).matches()
				|| this.scenarios.matcher(trial.set() + "/" + trial.scenario()).matches())
				&& this.subjects.matcher(trial.subject()).matches()
				&& (this.threads.isEmpty() || this.threads.contains(trial.threads()));
	}

}
