package io.github.twscache.benchmarks.timing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link JavaFork}.
 */
class JavaForkTests {

	@TempDir
	private Path directory;

	@Test
	void mainClassRunsInAnotherProcess() throws IOException {
		Path file = this.directory.resolve("pid");
		JavaFork.run(WritesItsPid.class, List.of(file.toString()));
		assertThat(Long.parseLong(Files.readString(file))).isNotEqualTo(ProcessHandle.current().pid());
	}

	@Test
	void failureOfTheForkIsTold() {
		assertThatIllegalStateException().isThrownBy(() -> JavaFork.run(Fails.class, List.of("now")))
			.withMessageContaining("Fails [now] ended with status 3");
	}

	static final class WritesItsPid {

		public static void main(String[] args) throws IOException {
			Files.writeString(Path.of(args[0]), Long.toString(ProcessHandle.current().pid()));
		}

	}

	static final class Fails {

		public static void main(String[] args) {
			System.exit(3);
		}

	}

}
