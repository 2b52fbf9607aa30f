package io.github.twscache.benchmarks.throughput;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark with all that is needed to run it, and the names its figures go by.
 *
 * @param set the set of its figures
 * @param scenario the scenario of its figures
 * @param subject whose figures they are
 * @param parameters the circumstances of its figures
 * @param benchmark class and method, or class and group
 * @param mode what JMH measures
 * @param threads the number of threads
 * @param settings JMH's parameters
 * @param timing how long
 */
public record Trial(String set, String scenario, String subject, Map<String, String> parameters, String benchmark,
		Mode mode, int threads, Map<String, String> settings, Timing timing) {

	public Trial {
		parameters = Map.copyOf(parameters);
		settings = Map.copyOf(settings);
	}

	/** The options of one process. */
	Options options() {
		TimeValue time = TimeValue.milliseconds(this.timing.iteration().toMillis());
		ChainedOptionsBuilder options = new OptionsBuilder().include("^" + Pattern.quote(this.benchmark) + "$")
			.mode(this.mode)
			.timeUnit((this.mode == Mode.Throughput) ? TimeUnit.SECONDS : TimeUnit.NANOSECONDS)
			.threads(this.threads)
			.forks(1)
			.warmupForks(0)
			.warmupIterations(this.timing.warmups())
			.warmupTime(time)
			.measurementIterations(this.timing.iterations())
			.measurementTime(time)
			.jvmArgs("-Xms2g", "-Xmx2g")
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT);
		this.settings.forEach(options::param);
		return options.build();
	}

	/** The same by hand, for those who want to see more of it. */
	String command() {
		StringBuilder command = new StringBuilder("java -jar benchmarks/target/benchmarks.jar ");
		command.append(this.benchmark).append("$ -t ").append(this.threads);
		command.append(" -bm ").append(this.mode.shortLabel());
		command.append((this.mode == Mode.Throughput) ? " -tu s" : " -tu ns");
		new TreeMap<>(this.settings)
			.forEach((name, value) -> command.append(" -p ").append(name).append('=').append(value));
		return command.toString();
	}

	@Override
	public String toString() {
		return this.set + " " + this.scenario + " " + new TreeMap<>(this.parameters) + " " + this.subject;
	}

}
