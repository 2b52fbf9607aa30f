package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is written down about machine and run.
 */
class EnvironmentTests {

	@TempDir
	private Path directory;

	@Test
	void laterRunReplacesItsSetsOnly() {
		run("throughput,level1", "abc1234", "600");
		run("level1,spring", "def5678", "60");
		List<Environment> runs = Environment.readAll(this.directory);
		assertThat(runs).extracting(Environment::sets)
			.containsExactly(List.of("throughput"), List.of("level1", "spring"));
		assertThat(runs).extracting(Environment::commit).containsExactly("abc1234", "def5678");
		assertThat(runs).extracting(Environment::seconds).containsExactly(600L, 60L);
		run("throughput,level1,spring", "fff0000", "1");
		assertThat(Environment.readAll(this.directory)).extracting(Environment::commit).containsExactly("fff0000");
	}

	@Test
	void setsOfTheSameCommandAreJoined() {
		run("throughput,level1", "abc1234", "600");
		run("spring", "abc1234", "60");
		run("ring", "def5678", "5");
		List<Environment> runs = Environment.together(Environment.readAll(this.directory));
		assertThat(runs).extracting(Environment::sets)
			.containsExactly(List.of("throughput", "level1", "spring"), List.of("ring"));
		assertThat(runs).extracting(Environment::seconds).containsExactly(660L, 5L);
	}

	@Test
	void machineAndJdkAreDescribed() throws IOException {
		run("spring", "abc1234", "60");
		Environment run = Environment.readAll(this.directory).get(0);
		assertThat(run.jdk()).contains(Runtime.version().toString());
		assertThat(run.system()).contains(System.getProperty("os.arch"));
		assertThat(run.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
		assertThat(run.memory()).isPositive();
		assertThat(LocalDate.parse(run.date())).isAfter(LocalDate.of(2025, 1, 1));
		assertThat(run.profile()).isEqualTo("long");
		assertThat(run.command()).isEqualTo("benchmarks/run.sh long");
		assertThat(Files.readString(this.directory.resolve(Environment.FILE)))
			.doesNotContain(InetAddress.getLocalHost().getHostName())
			.doesNotContain(System.getProperty("java.home"));
	}

	@Test
	void processorIsReadWhereTheSystemTellsIt() throws IOException {
		Path cpuinfo = Files.writeString(this.directory.resolve("cpuinfo"), """
				processor	: 0
				model		: 85
				model name	: Example CPU @ 2.00GHz
				""");
		assertThat(Environment.processor(cpuinfo)).isEqualTo("Example CPU @ 2.00GHz");
		assertThat(Environment.processor(this.directory.resolve("nowhere"))).isEqualTo("unknown processor");
	}

	@Test
	void wrongArgumentsAreNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Environment.main(new String[] { "only" }))
			.withMessageContaining("only");
	}

	private void run(String sets, String commit, String seconds) {
		Environment
			.main(new String[] { this.directory.toString(), "long", sets, commit, "benchmarks/run.sh long", seconds });
	}

}
