package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.twscache.benchmarks.results.Run.Profile;

/**
 * Renders the page with all figures and its plots.
 */
public final class Report {

	private static final String TEMPLATE = "benchmarks.md";

	private static final int MISSING_SHOWN = 10;

	private final List<Results> results;

	private final TargetTable targets;

	private final Plots plots;

	private Report(List<Results> results, Path page) {
		this.results = results;
		this.targets = new TargetTable(Targets.all(), results);
		this.plots = new Plots(results, page);
	}

	/**
	 * Renders the page.
	 * @param args the folder of results, which has one such as {@code jdk-17} for each
	 * JDK, and the page
	 */
	public static void main(String[] args) {
		if (args.length != 2) {
			throw new IllegalArgumentException("Give the folder of results and the page to write");
		}
		System.setProperty("java.awt.headless", "true");
		Path page = Path.of(args[1]);
		Report report = new Report(Results.readAll(Path.of(args[0])), page);
		report.write(page);
		List<String> missing = report.targets.missing();
		missing.stream().limit(MISSING_SHOWN).forEach((reason) -> System.out.println("Not measured: " + reason));
		if (missing.size() > MISSING_SHOWN) {
			System.out.println("Not measured: " + (missing.size() - MISSING_SHOWN) + " more");
		}
		System.out.print(report.targets.summary());
		System.out.println("Page: " + page);
	}

	private void write(Path page) {
		String text = Template.read(TEMPLATE).fill(this::filling);
		try {
			Files.createDirectories(page.toAbsolutePath().getParent());
			Files.writeString(page, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the page " + page, ex);
		}
	}

	private String filling(String place) {
		int colon = place.indexOf(':');
		String what = (colon < 0) ? place : place.substring(0, colon);
		String name = place.substring(colon + 1);
		return switch (what) {
			case "environments" -> environments();
			case "warning" -> warning();
			case "targets" -> this.targets.table();
			case "summary" -> this.targets.summary();
			case "spread" -> this.targets.spread();
			case "figures" -> figures(name);
			case "plot" -> this.plots.draw(name);
			default -> throw new IllegalArgumentException("Nothing is known to fill {{" + place + "}} with");
		};
	}

	private String figures(String set) {
		FigureTable table = switch (set) {
			case "hit-ratio" -> new FigureTable(set, "caffeine", Set.of("shards"));
			case "growth" -> new FigureTable(set, Subjects.TWS + ", shards 8", Set.of("shards"));
			default -> new FigureTable(set, Subjects.TWS, Set.of());
		};
		return table.of(this.results);
	}

	private String environments() {
		MarkdownTable table = new MarkdownTable(
				List.of("JDK", "machine", "date", "commit", "command", "measured", "seconds"));
		for (Results ofJdk : this.results) {
			for (Environment run : Environment.together(ofJdk.environments())) {
				table.row(List.of(run.jdk(),
						run.processor() + ", " + run.processors() + " processors, " + run.memory() + " GiB, "
								+ run.system(),
						run.date(), run.commit(), "`" + run.command() + "`", String.join(", ", run.sets()),
						String.valueOf(run.seconds())));
			}
		}
		return table.toString();
	}

	private String warning() {
		Set<String> profiles = this.results.stream()
			.flatMap((ofJdk) -> ofJdk.environments().stream())
			.map(Environment::profile)
			.filter((profile) -> !profile.equalsIgnoreCase(Profile.LONG.name()))
			.collect(Collectors.toSet());
		return profiles.isEmpty() ? ""
				: "**Some of these figures are of a run for a look " + profiles + ", not for publishing.**\n";
	}

}
