package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.report.Plot.Kind;
import io.github.twscache.benchmarks.results.Measurement;

/**
 * All plots of the page.
 */
final class Plots {

	private static final String FOLDER = "images/benchmarks";

	private static final List<Plot> ALL = all();

	private final List<Results> results;

	private final Path page;

	/**
	 * Makes the plots of a page.
	 * @param results the figures
	 * @param page the page; plots go into a folder beside it
	 */
	Plots(List<Results> results, Path page) {
		this.results = results;
		this.page = page;
	}

	private static List<Plot> all() {
		List<Plot> plots = new ArrayList<>();
		plots.add(throughput("read", "Read-only hits"));
		plots.add(throughput("mixed", "Three reads to one overwrite"));
		plots.add(throughput("overwrite", "Overwrites"));
		plots.add(throughput("evict", "Evicting puts"));
		plots.add(new Plot("latency", "Latency of reads, 6 readers and 2 writers", "percentile", "µs", Kind.LOG_BARS,
				Cell.of("latency", "read", Plot.ANY), Plot.by("percentile"), Plot.BY_SUBJECT, 1e-3));
		plots.add(hitRatio("trace", "Hit ratios of traces"));
		plots.add(hitRatio("synthetic", "Hit ratios of synthetic workloads"));
		plots.add(new Plot("memory", "Memory of an entry, by JOL", "entries", "bytes", Kind.LINES,
				Cell.of("memory", "jol", Plot.ANY), Plot.by("entries"), Plot.BY_SUBJECT, 1));
		plots.add(new Plot("growth", "Time of an operation, one thread, 8 shards", "entries", "ns", Kind.LINES,
				Cell.of("growth", Plot.ANY, Plot.ANY, "threads", "1", "shards", "8"), Plot.by("entries"),
				Plot.BY_SCENARIO, 1));
		plots.add(cleanup("stored", "Time of a cleanup, 1,000 entries expired"));
		plots.add(cleanup("expired", "Time of a cleanup, 1,000,000 entries stored"));
		plots.add(new Plot("ring-balance", "Largest share of the keys, by the mean", "shards", "", Kind.PLAIN_LINES,
				Cell.of("ring", "balance", Plot.ANY, "figure", "max-to-mean"), Plot.by("shards"), Plot.BY_SUBJECT, 1));
		plots.add(new Plot("ring-moved", "Keys that move when a shard is added", "shards before", "percent",
				Kind.PLAIN_LINES, Cell.of("ring", "moved", Plot.ANY), Plot.by("shards"), Plot.BY_SUBJECT, 1));
		return List.copyOf(plots);
	}

	private static Plot throughput(String scenario, String title) {
		return new Plot("throughput-" + scenario, title, "threads", "million operations a second", Kind.BARS,
				Cell.of("throughput", scenario, Plot.ANY, "statistics", "on"), Plot.by("threads"), Plot.BY_SUBJECT,
				1e-6);
	}

	private static Plot hitRatio(String kind, String title) {
		return new Plot("hit-ratio-" + kind, title, "", "percent", Kind.MANY_BARS,
				Cell.of("hit-ratio", Plot.ANY, Plot.ANY, "kind", kind), Plot.BY_SCENARIO, Plots::subjectAndShards, 1);
	}

	private static String subjectAndShards(Measurement measurement) {
		String shards = measurement.parameters().getOrDefault("shards", "-");
		return shards.equals("-") ? measurement.subject() : measurement.subject() + ", shards " + shards;
	}

	private static Plot cleanup(String scenario, String title) {
		return new Plot("cleanup-" + scenario, title, scenario, "ms", Kind.LOG_LINES,
				Cell.of("cleanup", scenario, Plot.ANY), Plot.by(scenario), Plot.BY_SUBJECT, 1e-6);
	}

	/**
	 * Draws a plot of the oldest JDK that has figures for it.
	 * @param name its name
	 * @return Markdown that shows it, or says that there is nothing to show
	 */
	String draw(String name) {
		Plot plot = ALL.stream()
			.filter((known) -> known.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No plot '" + name + "', but " + ALL.stream().map(Plot::name).toList()));
		for (Results ofJdk : this.results) {
			Map<String, Map<String, Double>> points = plot.points(ofJdk.figures());
			if (!points.isEmpty()) {
				String title = plot.title() + " (JDK " + ofJdk.feature() + ")";
				SvgChart.draw(plot, points, title, file(name));
				return "![" + title + "](" + FOLDER + "/" + name + ".svg)";
			}
		}
		return "(No plot: not measured.)";
	}

	private Path file(String name) {
		Path folder = this.page.toAbsolutePath().resolveSibling(FOLDER);
		try {
			Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot make the folder of plots " + folder, ex);
		}
		return folder.resolve(name + ".svg");
	}

}
