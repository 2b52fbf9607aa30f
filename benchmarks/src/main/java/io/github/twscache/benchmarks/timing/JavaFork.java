package io.github.twscache.benchmarks.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class in a JVM of its own, with the options of this one. Figures of a cache are
 * taken in forks where the compiler, if it met all caches in one JVM, would no longer
 * inline any.
 */
public final class JavaFork {

	private JavaFork() {
	}

	/**
	 * Runs a main class and waits for its end. Its output goes where this JVM's goes.
	 * @param main the class
	 * @param args its arguments
	 * @throws IllegalStateException if it ended with an error
	 */
	public static void run(Class<?> main, List<String> args) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
			if (!option.startsWith("-javaagent") && !option.startsWith("-agent")) {
				command.add(option);
			}
		}
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(args);
		try {
			int status = new ProcessBuilder(command).inheritIO().start().waitFor();
			if (status != 0) {
				throw new IllegalStateException(main.getSimpleName() + " " + args + " ended with status " + status);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a fork runs", ex);
		}
	}

}
