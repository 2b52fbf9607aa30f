package io.github.twscache.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.twscache.benchmarks.results.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a set: a row for the circumstances and the JDK, a column for a subject.
 * Each figure is compared with that of one subject in its row.
 *
 * @param set the name of the set
 * @param reference the subject that others are compared with
 * @param columnParameters the parameters that make another column rather than another row
 */
record FigureTable(String set, String reference, Set<String> columnParameters) {

	private static final String SCENARIO = "scenario";

	private static final String JDK = "JDK";

	/** Values that say that a subject has no such thing. */
	private static final Set<String> NOTHING = Set.of("-", "none");

	/**
	 * Writes the tables: one if scenarios have a row each, otherwise one a scenario.
	 * @param results the figures
	 * @return Markdown
	 */
	String of(List<Results> results) {
		Map<String, Map<Row, Map<String, Measurement>>> scenarios = new LinkedHashMap<>();
		for (Results ofJdk : results) {
			for (Measurement measurement : ofJdk.figures().of(this.set)) {
				scenarios.computeIfAbsent(measurement.scenario(), (scenario) -> new TreeMap<>())
					.computeIfAbsent(row(measurement, ofJdk.feature()), (row) -> new TreeMap<>(Subjects.ORDER))
					.put(column(measurement), measurement);
			}
		}
		if (scenarios.isEmpty()) {
			return "Not measured.\n";
		}
		if (scenarios.values().stream().allMatch((rows) -> rows.size() <= results.size())) {
			return together(scenarios);
		}
		return scenarios.entrySet()
			.stream()
			.map((scenario) -> "`" + scenario.getKey() + "`\n\n" + table(scenario.getValue()))
			.collect(Collectors.joining("\n"));
	}

	private String together(Map<String, Map<Row, Map<String, Measurement>>> scenarios) {
		Map<Row, Map<String, Measurement>> rows = new LinkedHashMap<>();
		scenarios.forEach((scenario, ofScenario) -> ofScenario
			.forEach((row, figures) -> rows.put(row.with(SCENARIO, "`" + scenario + "`"), figures)));
		return table(rows);
	}

	private String table(Map<Row, Map<String, Measurement>> rows) {
		Set<String> parameters = new TreeSet<>();
		Set<String> columns = new TreeSet<>(Subjects.ORDER);
		rows.forEach((row, figures) -> {
			parameters.addAll(row.parameters().keySet());
			columns.addAll(figures.keySet());
		});
		boolean named = parameters.remove(SCENARIO);
		List<String> header = new ArrayList<>();
		if (named) {
			header.add(SCENARIO);
		}
		header.addAll(parameters);
		header.add(JDK);
		List<String> leading = List.copyOf(header);
		header.addAll(columns);
		MarkdownTable table = new MarkdownTable(header);
		rows.forEach((row, figures) -> {
			List<String> cells = new ArrayList<>();
			leading.forEach((name) -> cells.add(row.cell(name)));
			@Nullable Measurement compared = figures.get(this.reference);
			columns.forEach((column) -> cells.add(cell(figures.get(column), compared)));
			table.row(cells);
		});
		return table.toString();
	}

	private static String cell(@Nullable Measurement figure, @Nullable Measurement reference) {
		if (figure == null) {
			return "";
		}
		String text = Amounts.of(figure.value(), figure.unit());
		if (reference == null || reference.equals(figure)) {
			return text;
		}
		if (figure.unit().equals("percent")) {
			double points = figure.value() - reference.value();
			return text + " (" + ((points > 0) ? "+" : "") + Amounts.number(points, 2) + ")";
		}
		return (reference.value() == 0) ? text : text + " (" + Amounts.digits(figure.value() / reference.value()) + ")";
	}

	private Row row(Measurement measurement, int feature) {
		Map<String, String> parameters = new TreeMap<>(measurement.parameters());
		parameters.keySet().removeAll(this.columnParameters);
		return new Row(parameters, feature);
	}

	private String column(Measurement measurement) {
		String more = new TreeMap<>(measurement.parameters()).entrySet()
			.stream()
			.filter((parameter) -> this.columnParameters.contains(parameter.getKey()))
			.filter((parameter) -> !NOTHING.contains(parameter.getValue()))
			.map((parameter) -> ", " + parameter.getKey() + " " + parameter.getValue())
			.collect(Collectors.joining());
		return measurement.subject() + more;
	}

	/**
	 * The circumstances of a row.
	 */
	private record Row(Map<String, String> parameters, int feature) implements Comparable<Row> {

		Row with(String name, String value) {
			Map<String, String> more = new TreeMap<>(this.parameters);
			more.put(name, value);
			return new Row(more, this.feature);
		}

		String cell(String name) {
			return name.equals(JDK) ? String.valueOf(this.feature) : this.parameters.getOrDefault(name, "");
		}

		@Override
		public int compareTo(Row other) {
			Set<String> names = new TreeSet<>(this.parameters.keySet());
			names.addAll(other.parameters.keySet());
			for (String name : names) {
				int order = NaturalOrder.INSTANCE.compare(cell(name), other.cell(name));
				if (order != 0) {
					return order;
				}
			}
			return Integer.compare(this.feature, other.feature);
		}

	}

}
