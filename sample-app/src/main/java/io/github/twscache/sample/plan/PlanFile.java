package io.github.twscache.sample.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.core.io.Resource;

/**
 * Reads the CSV file of a plan: a heading, then a line for each job. Names are made of
 * letters, digits and underscores, so that nothing needs quoting.
 */
public final class PlanFile {

	/**
	 * First line of the file.
	 */
	public static final String HEADING = "workstation,stream,job,priority,estimated_seconds,status";

	private static final int FIELDS = 6;

	private PlanFile() {
	}

	/**
	 * Reads all jobs of a plan.
	 * @param resource the CSV file
	 * @return the jobs in the order of the file
	 * @throws IllegalArgumentException if a line is not as it should be; the message
	 * names file and line
	 */
	public static List<PlanEntry> read(Resource resource) {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8))) {
			if (!HEADING.equals(reader.readLine())) {
				throw new IllegalArgumentException("%s must begin with the line %s".formatted(resource, HEADING));
			}
			List<PlanEntry> entries = new ArrayList<>();
			int lineNumber = 2;
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				entries.add(parse(resource, lineNumber++, line));
			}
			return List.copyOf(entries);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the plan from " + resource, ex);
		}
	}

	private static PlanEntry parse(Resource resource, int lineNumber, String line) {
		String[] fields = line.split(",", -1);
		if (fields.length != FIELDS) {
			throw new IllegalArgumentException(
					"%s, line %d: %d fields expected, not %d".formatted(resource, lineNumber, FIELDS, fields.length));
		}
		try {
			return new PlanEntry(new JobKey(fields[0], fields[1], fields[2]), Integer.parseInt(fields[3]),
					Integer.parseInt(fields[4]), JobStatus.valueOf(fields[5]));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("%s, line %d: %s".formatted(resource, lineNumber, ex.getMessage()), ex);
		}
	}

}
