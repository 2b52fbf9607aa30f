package io.github.twscache.fuzzing;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gives random properties to binding and to whole applications, and random values to the
 * builder of settings.
 */
@Tag("fuzz")
class PropertyFuzzTests {

	private static final LoggingSystem LOGGING = LoggingSystem.get(PropertyFuzzTests.class.getClassLoader());

	/** Kept here, because the log manager forgets loggers that nobody refers to. */
	private static final Logger LIFETIMES = Logger.getLogger("io.github.twscache.CacheLifetimes");

	/**
	 * Each start that fails, as many do, would log a warning with all its causes, and
	 * each cache with a policy that fails another one.
	 */
	@BeforeAll
	static void quiet() {
		LOGGING.setLogLevel("org.springframework", LogLevel.ERROR);
		LIFETIMES.setLevel(Level.OFF);
	}

	@AfterAll
	static void loud() {
		LOGGING.setLogLevel("org.springframework", null);
		LIFETIMES.setLevel(null);
	}

	@Test
	void propertiesAreBoundOrNamed() throws Exception {
		assertThat(Fuzzer.ofProperties(5_000).run(new BindingTarget())).isPositive();
	}

	@Test
	void applicationStartsWithSaneCachesOrSaysWhyNot() throws Exception {
		assertThat(Fuzzer.ofProperties(400).run(new StartTarget())).isPositive();
	}

	@Test
	void settingsAreTakenOrRefusedAsAWhole() throws Exception {
		assertThat(Fuzzer.ofProperties(1_000).run(new SettingsTarget())).isPositive();
	}

}
