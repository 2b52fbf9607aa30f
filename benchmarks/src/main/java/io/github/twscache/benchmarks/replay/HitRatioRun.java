package io.github.twscache.benchmarks.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.workload.Workload;
import io.github.twscache.benchmarks.workload.Workloads;
import org.jspecify.annotations.Nullable;

/**
 * Compares hit ratios, on synthetic workloads and on traces if there are any. Arguments:
 * profile, directory for the figures, and then, if wanted, the folder of traces
 * ({@code -} for none) and any number of further cells such as {@code zipf-0.99:1000} or
 * {@code my-trace:5000}, and of further caches such as {@code ehcache}.
 */
public final class HitRatioRun {

	/** The name of the set. */
	public static final String SET = "hit-ratio";

	private static final int LONG_STREAM = 2_000_000;

	private final Run run;

	private final @Nullable Path folder;

	private final List<Cell> askedFor = new ArrayList<>();

	private final Set<Contender> contenders = new LinkedHashSet<>(Contender.USUAL);

	private final List<Measurement> measurements = new ArrayList<>();

	private final Replays replays = new Replays();

	private HitRatioRun(String[] args) {
		this.run = Run.parse(args);
		this.folder = (args.length > 2) ? folder(args[2]) : null;
		for (String further : Arrays.asList(args).subList(Math.min(3, args.length), args.length)) {
			if (further.contains(":")) {
				this.askedFor.add(Cell.parse(further));
			}
			else {
				this.contenders.add(Contender.further(Rival.of(further)));
			}
		}
	}

	/**
	 * Runs the comparison.
	 * @param args see above
	 */
	public static void main(String[] args) {
		HitRatioRun hitRatios = new HitRatioRun(args);
		try {
			hitRatios.replayAll();
		}
		finally {
			hitRatios.replays.close();
		}
	}

	private static @Nullable Path folder(String argument) {
		if (argument.isEmpty() || argument.equals("-")) {
			return null;
		}
		Path folder = Path.of(argument);
		if (!Files.isDirectory(folder)) {
			throw new IllegalArgumentException("There is no folder of traces " + folder);
		}
		return folder;
	}

	private void replayAll() {
		int mostRequests = this.run.choose(20_000, 1_000_000, Integer.MAX_VALUE);
		for (Cell cell : Cell.usual()) {
			if (this.folder != null && Files.exists(TraceFile.of(this.folder, cell.stream()).path())) {
				int[] requests = TraceFile.of(this.folder, cell.stream()).requests();
				if (requests.length <= mostRequests) {
					replay(cell, "trace", requests);
				}
				else {
					System.out.printf(Locale.ROOT, "%-24s left out: too long for this profile%n", cell);
				}
			}
		}
		for (int capacity : this.run.choose(List.of(512), List.of(512, 4096), List.of(512, 4096, 32_768))) {
			for (Workload workload : Workloads.all()) {
				replay(new Cell(workload.name(), capacity), workload);
			}
		}
		this.askedFor.forEach(this::replayAskedFor);
		this.run.write(SET, this.measurements);
		Summary.of(this.measurements).forEach(System.out::println);
	}

	private void replayAskedFor(Cell cell) {
		if (this.measurements.stream().anyMatch((measured) -> measured.scenario().equals(cell.toString()))) {
			return;
		}
		Optional<Workload> workload = Workloads.of(cell.stream());
		if (workload.isPresent()) {
			replay(cell, workload.get());
		}
		else if (this.folder != null) {
			replay(cell, "trace", TraceFile.of(this.folder, cell.stream()).requests());
		}
		else {
			throw new IllegalArgumentException("'" + cell.stream() + "' is no workload, and there is no folder of "
					+ "traces to find it in; workloads are " + Workloads.all().stream().map(Workload::name).toList());
		}
	}

	private void replay(Cell cell, Workload workload) {
		int usual = Workload.usualLength(cell.capacity());
		replay(cell, "synthetic", workload.requests(cell.capacity(), this.run.choose(4_000, usual, usual)));
	}

	private void replay(Cell cell, String kind, int[] requests) {
		long start = System.nanoTime();
		// A long stream is no matter of luck.
		int rounds = (requests.length > LONG_STREAM) ? 1 : this.run.choose(1, 3, 5);
		List<Replay> streams = IntStream.range(0, rounds)
			.mapToObj((round) -> Replay.of(requests, Replay.salt(round)))
			.toList();
		List<List<Double>> samples = this.replays.hitRatios(streams, this.contenders, cell.capacity());
		StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", cell));
		int index = 0;
		for (Contender contender : this.contenders) {
			Measurement measured = Measurement.median(SET, cell.toString(), contender.rival().id(),
					Map.of("kind", kind, "shards", contender.shards()), samples.get(index++), "percent");
			this.measurements.add(measured);
			line.append(String.format(Locale.ROOT, "  %s %.2f", contender, measured.value()));
		}
		System.out.printf(Locale.ROOT, "%s  (%d requests, %.1f s)%n", line, requests.length,
				(double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1));
	}

}
