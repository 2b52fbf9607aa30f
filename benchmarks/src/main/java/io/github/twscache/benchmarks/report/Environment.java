package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where and when figures were taken.
 *
 * @param sets the sets of figures
 * @param profile how thorough the run was
 * @param date the day, in UTC
 * @param jdk vendor and version of the JDK
 * @param system name, version and architecture of the operating system
 * @param processor the kind of processor
 * @param processors how many of them the JVM may use
 * @param memory the memory of the machine in GiB
 * @param commit the commit that was measured
 * @param command how it was started
 * @param seconds how long it took
 */
record Environment(List<String> sets, String profile, String date, String jdk, String system, String processor,
		int processors, long memory, String commit, String command, long seconds) {

	/** The name of the file beside the figures. */
	static final String FILE = "environment.json";

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	Environment {
		sets = List.copyOf(sets);
	}

	/**
	 * Writes down this machine and this JDK for sets that were measured just now, in
	 * place of what was written for them before.
	 * @param args directory, profile, sets with commas, commit, command, seconds
	 */
	public static void main(String[] args) {
		if (args.length != 6) {
			throw new IllegalArgumentException(
					"Give directory, profile, sets with commas, commit, command and seconds, not "
							+ Arrays.toString(args));
		}
		Path directory = Path.of(args[0]);
		List<Environment> all = readAll(directory);
		write(directory, merge(all,
				here(Arrays.asList(args[2].split(",")), args[1], args[3], args[4], Long.parseLong(args[5]))));
	}

	/**
	 * Replaces what was written for the same sets before.
	 * @param before what was written
	 * @param now what is new
	 * @return both together
	 */
	static List<Environment> merge(List<Environment> before, Environment now) {
		List<Environment> merged = new ArrayList<>();
		for (Environment environment : before) {
			List<String> left = environment.sets().stream().filter((set) -> !now.sets().contains(set)).toList();
			if (!left.isEmpty()) {
				merged.add(environment.with(left, environment.seconds()));
			}
		}
		merged.add(now);
		return merged;
	}

	/**
	 * Joins sets that were measured by the same command on the same machine.
	 * @param environments one for each set or for some
	 * @return fewer of them, the seconds added
	 */
	static List<Environment> together(List<Environment> environments) {
		Map<Environment, Environment> joined = new LinkedHashMap<>();
		for (Environment environment : environments) {
			joined.merge(environment.with(List.of(), 0), environment, (one, two) -> one
				.with(Stream.concat(one.sets().stream(), two.sets().stream()).toList(), one.seconds() + two.seconds()));
		}
		return List.copyOf(joined.values());
	}

	private Environment with(List<String> otherSets, long otherSeconds) {
		return new Environment(otherSets, this.profile, this.date, this.jdk, this.system, this.processor,
				this.processors, this.memory, this.commit, this.command, otherSeconds);
	}

	/**
	 * Reads what was written beside figures.
	 * @param directory where the figures are
	 * @return one for each run, empty if there is nothing
	 */
	static List<Environment> readAll(Path directory) {
		Path file = directory.resolve(FILE);
		return Files.exists(file) ? Arrays.asList(MAPPER.readValue(file.toFile(), Environment[].class)) : List.of();
	}

	/**
	 * Writes the file anew.
	 * @param directory where the figures are
	 * @param environments one for each run
	 */
	static void write(Path directory, List<Environment> environments) {
		MAPPER.writeValue(directory.resolve(FILE).toFile(), environments);
	}

	/**
	 * Describes this machine and this JDK.
	 * @param sets the sets of figures
	 * @param profile how thorough the run was
	 * @param commit the commit that was measured
	 * @param command how it was started
	 * @param seconds how long it took
	 * @return the description
	 */
	static Environment here(List<String> sets, String profile, String commit, String command, long seconds) {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return new Environment(sets, profile, LocalDate.now(ZoneOffset.UTC).toString(),
				property("java.vendor") + " " + property("java.runtime.version"),
				property("os.name") + " " + version() + " " + property("os.arch"), processor(Path.of("/proc/cpuinfo")),
				system.getAvailableProcessors(), Math.round(system.getTotalMemorySize() / (double) (1 << 30)), commit,
				command, seconds);
	}

	/** Other systems than Linux do not tell without a program of their own. */
	static String processor(Path cpuinfo) {
		if (!Files.isReadable(cpuinfo)) {
			return "unknown processor";
		}
		try {
			return Files.readAllLines(cpuinfo)
				.stream()
				.filter((line) -> line.startsWith("model name") || line.startsWith("Model"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What follows the version proper may name a machine or who built it. */
	private static String version() {
		return property("os.version").replaceFirst("-.*", "");
	}

	private static String property(String name) {
		return System.getProperty(name, "unknown");
	}

}
