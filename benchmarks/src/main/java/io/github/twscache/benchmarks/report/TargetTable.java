package io.github.twscache.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.twscache.benchmarks.results.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * The table of targets, and what belongs to it.
 */
final class TargetTable {

	/** JDKs that have a column, measured or not. */
	private static final List<Integer> SUPPORTED = List.of(17, 25);

	private final List<Target> targets;

	private final List<Results> results;

	private final Set<Integer> features = new TreeSet<>(SUPPORTED);

	TargetTable(List<Target> targets, List<Results> results) {
		this.targets = targets;
		this.results = results;
		results.forEach((ofJdk) -> this.features.add(ofJdk.feature()));
	}

	/**
	 * Writes the table.
	 * @return Markdown
	 */
	String table() {
		List<String> header = new ArrayList<>(List.of("what", "target"));
		this.features.forEach((feature) -> header.add("JDK " + feature));
		header.add("rival's figure on JDK " + String.join(" · ", this.features.stream().map(String::valueOf).toList()));
		MarkdownTable table = new MarkdownTable(header);
		for (Target target : this.targets) {
			List<String> row = new ArrayList<>(List.of(target.what(), target.aim()));
			List<String> rivals = new ArrayList<>();
			for (int feature : this.features) {
				Verdict verdict = judge(target, feature);
				row.add(verdict.cell());
				rivals.add((verdict.reading() != null) ? verdict.reading().rival() : "");
			}
			row.add(rivals.stream().allMatch(String::isEmpty) ? "–"
					: String.join(" · ", rivals.stream().map((rival) -> rival.isEmpty() ? "–" : rival).toList()));
			table.row(row);
		}
		return table.toString();
	}

	/**
	 * Counts the verdicts.
	 * @return a line for each JDK
	 */
	String summary() {
		StringBuilder text = new StringBuilder();
		for (int feature : this.features) {
			List<Verdict.Outcome> outcomes = this.targets.stream()
				.map((target) -> judge(target, feature).outcome())
				.toList();
			text.append("- JDK ").append(feature).append(": ");
			text.append(String.join(", ",
					Arrays.stream(Verdict.Outcome.values())
						.filter((outcome) -> outcomes.contains(outcome))
						.map((outcome) -> outcomes.stream().filter(outcome::equals).count() + " " + outcome.words())
						.toList()));
			text.append(".\n");
		}
		return text.toString();
	}

	/**
	 * Writes how far apart the samples are that verdicts rest on.
	 * @return Markdown
	 */
	String spread() {
		MarkdownTable table = new MarkdownTable(
				List.of("figure", "circumstances", "of", "JDK", "median", "lowest to highest", "samples"));
		boolean empty = true;
		for (Results ofJdk : this.results) {
			Set<Measurement> sources = new LinkedHashSet<>();
			for (Target target : this.targets) {
				@Nullable Reading reading = target.judge(ofJdk.figures()).reading();
				if (reading != null) {
					sources.addAll(reading.sources());
				}
			}
			for (Measurement source : sources) {
				if (source.samples().size() > 1) {
					empty = false;
					table.row(spread(source, ofJdk.feature()));
				}
			}
		}
		return empty ? "Nothing was measured more than once.\n" : table.toString();
	}

	private static List<String> spread(Measurement source, int feature) {
		String circumstances = String.join(", ",
				Figures.sorted(source.parameters())
					.entrySet()
					.stream()
					.map((parameter) -> parameter.getKey() + " " + parameter.getValue())
					.toList());
		return List
			.of(source.set() + " `" + source.scenario() + "`", circumstances, source.subject(), String.valueOf(feature),
					Amounts.of(source.value(), source.unit()),
					Amounts.of(Reading.lowest(source), source.unit()) + " to "
							+ Amounts.of(Reading.highest(source), source.unit()),
					String.valueOf(source.samples().size()));
	}

	/**
	 * Says which figures are missing.
	 * @return a line for each, the same ones once
	 */
	List<String> missing() {
		Set<String> missing = new LinkedHashSet<>();
		for (Results ofJdk : this.results) {
			for (Target target : this.targets) {
				String reason = target.judge(ofJdk.figures()).missing();
				if (!reason.isEmpty()) {
					missing.add("JDK " + ofJdk.feature() + ", " + target.what() + ": " + reason);
				}
			}
		}
		return List.copyOf(missing);
	}

	private Verdict judge(Target target, int feature) {
		Figures figures = this.results.stream()
			.filter((ofJdk) -> ofJdk.feature() == feature)
			.map(Results::figures)
			.findFirst()
			.orElseGet(() -> new Figures(List.of()));
		return target.judge(figures);
	}

}
