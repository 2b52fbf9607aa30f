package io.github.twscache.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in Markdown.
 */
final class MarkdownTable {

	private final List<String> header;

	private final List<List<String>> rows = new ArrayList<>();

	MarkdownTable(List<String> header) {
		this.header = List.copyOf(header);
	}

	/**
	 * Adds a row.
	 * @param cells a cell for each column
	 */
	void row(List<String> cells) {
		if (cells.size() != this.header.size()) {
			throw new IllegalArgumentException(cells.size() + " cells for the columns " + this.header + ": " + cells);
		}
		this.rows.add(List.copyOf(cells));
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		text.append(line(this.header)).append("|").append("---|".repeat(this.header.size())).append('\n');
		this.rows.forEach((row) -> text.append(line(row)));
		return text.toString();
	}

	private static String line(List<String> cells) {
		return cells.stream()
			.map((cell) -> cell.replace("|", "\\|"))
			.map((cell) -> cell.isEmpty() ? " |" : " " + cell + " |")
			.collect(Collectors.joining("", "|", "\n"));
	}

}
