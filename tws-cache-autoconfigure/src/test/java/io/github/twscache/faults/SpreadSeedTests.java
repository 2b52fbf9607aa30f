package io.github.twscache.faults;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.engine.Spread;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hashes are spread by a seed that nobody outside of the process knows, so keys for one
 * shard cannot be prepared. Of five seeds two are equal once in 400 million runs.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpreadSeedTests {

	/** The hash of zero is the mixed seed, and mixing loses nothing. */
	private static final Integer KEY = 0;

	@Test
	void everyProcessHasASeedOfItsOwn() throws Exception {
		Set<String> hashes = new HashSet<>();
		hashes.add(String.valueOf(Spread.hash(KEY)));
		for (int i = 0; i < 2; i++) {
			hashes.add(hashOfAnotherProcess());
		}
		assertThat(hashes).hasSize(3);
	}

	@Test
	void seedIsDrawnAnewWheneverTheClassIsLoaded() throws Exception {
		Set<Object> hashes = new HashSet<>();
		hashes.add(Spread.hash(KEY));
		for (int i = 0; i < 4; i++) {
			try (URLClassLoader loader = new URLClassLoader(new URL[] { home(Spread.class).toURL() },
					ClassLoader.getPlatformClassLoader())) {
				hashes.add(loader.loadClass(Spread.class.getName()).getMethod("hash", Object.class).invoke(null, KEY));
			}
		}
		assertThat(hashes).hasSize(5);
	}

	@Test
	void hashIsTheSameThroughoutAProcess() {
		assertThat(Spread.hash("key")).isEqualTo(Spread.hash(new String("key".toCharArray())));
	}

	private static String hashOfAnotherProcess() throws Exception {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		String classPath = String.join(System.getProperty("path.separator"), Path.of(home(Spread.class)).toString(),
				Path.of(home(Printer.class)).toString());
		Process process = new ProcessBuilder(java, "-cp", classPath, Printer.class.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isZero();
		assertThat(printed).matches("-?\\d+");
		return printed;
	}

	private static URI home(Class<?> type) throws Exception {
		return type.getProtectionDomain().getCodeSource().getLocation().toURI();
	}

	/**
	 * What the other process runs.
	 */
	static final class Printer {

		private Printer() {
		}

		public static void main(String[] arguments) {
			// Nothing of the class around this one, which needs the test libraries.
			System.out.print(Spread.hash(0));
		}

	}

}
