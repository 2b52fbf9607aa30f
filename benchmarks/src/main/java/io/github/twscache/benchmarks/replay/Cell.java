package io.github.twscache.benchmarks.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A stream of requests and a capacity to replay it with.
 *
 * @param stream the name of a trace or of a synthetic workload
 * @param capacity the most entries
 */
record Cell(String stream, int capacity) {

	private static final String USUAL_CELLS = "trace-cells.txt";

	/**
	 * Reads the cells of the published comparison.
	 * @return them, in order
	 */
	static List<Cell> usual() {
		try (InputStream in = Cell.class.getResourceAsStream(USUAL_CELLS)) {
			if (in == null) {
				throw new IllegalStateException("No resource " + USUAL_CELLS);
			}
			String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			return text.lines().filter((line) -> !line.isBlank()).map(Cell::parse).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Cell parse(String text) {
		int colon = text.lastIndexOf(':');
		int capacity = 0;
		try {
			capacity = Integer.parseInt(text.substring(colon + 1));
		}
		catch (NumberFormatException ex) {
			// said below
		}
		if (colon < 1 || capacity < 1) {
			throw new IllegalArgumentException("Give a stream and a capacity as in zipf-0.99:512, not '" + text + "'");
		}
		return new Cell(text.substring(0, colon), capacity);
	}

	@Override
	public String toString() {
		return this.stream + ":" + this.capacity;
	}

}
