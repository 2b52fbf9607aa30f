package io.github.twscache.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a user reads when a property of the cache is wrong: each one starts a
 * whole application from a file of properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheFailureAnalysisTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			num-shards          | 0        | a number from 1 to 4096      | Use a number in that range.
			num-shards          | abc      | a number from 1 to 4096      | Use a number in that range.
			num-shards          | 99999999999 | a number from 1 to 4096   | Use a number in that range.
			max-workers         | 257      | a number from 1 to 256       | Use a number in that range.
			max-workers         | many     | a number from 1 to 256       | Use a number in that range.
			cleanup-interval    | 0        | a duration above zero        | Use for example 30s.
			cleanup-interval    | -1s      | a duration above zero        | Use for example 30s.
			cleanup-interval    | soon     | a duration above zero        | Use for example 30s.
			ttl                 | -5s      | a duration of zero or more   | Use 0 for entries that never expire
			ttl                 | 5 apples | a duration of zero or more   | Use 0 for entries that never expire
			key-lock-max        | 0        | a number from 1 to 1048576   | Use a number in that range.
			max-size            | 0        | a number from 1 to           | Use a number in that range.
			max-size            | lots     | a number from 1 to           | Use a number in that range.
			max-weight          | 100      | a number where there is a Weigher   | Provide a Weigher, or use max-size.
			ttl-jitter          | 1.0      | a fraction from 0 to below 1 | Use 0 for none
			expire-after-access | -1       | a duration above zero        | Use for example 30s
			null-ttl            | x        | a duration of zero or more   | Use 0 for entries that never expire
			l1.max-size         | -1       | a number from 0 to           | Use a number in that range.
			l1.enabled          | maybe    | true or false                | Use true or false.
			enabled             | maybe    | true or false                | Use true or false.
			dynamic             | maybe    | true or false                | Use true or false.
			clock               | sundial  | coarse or exact              | Use coarse, or exact.
			cache-names         | a,       | a list of names              | Remove the comma
			""")
	void wrongValueIsExplained(String setting, String value, String allowed, String mend, CapturedOutput output)
			throws IOException {
		startFails("tws.cache." + setting, value);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: tws.cache." + setting)
			.contains("Value: \"" + value + "\"")
			.contains("application.properties] - 2:")
			.contains("Allowed: " + allowed)
			.contains(mend);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			caches.jobs.ttl            | -5s     | a duration of zero or more
			caches.jobs.ttl            | x       | a duration of zero or more
			caches.jobStatus.max-size  | 0       | a number from 1 to
			caches.jobStatus.max-size  | x       | a number from 1 to
			caches[my.jobs].num-shards | 4097    | a number from 1 to 4096
			caches[my.jobs].num-shards | x       | a number from 1 to 4096
			caches.jobs.l1.max-size    | x       | a number from 0 to
			caches.jobs.clock          | sundial | coarse or exact
			""")
	void wrongValueOfACacheThatIsNotThereYetIsExplained(String setting, String value, String allowed,
			CapturedOutput output) throws IOException {
		startFails("tws.cache." + setting, value);
		assertThat(output).contains("Property: tws.cache." + setting)
			.contains("Value: \"" + value + "\"")
			.contains("application.properties] - 2:")
			.contains("Allowed: " + allowed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					tws.cache.tll                  | Did you mean 'tws.cache.ttl'?
					tws.cache.max-sise             | Did you mean 'tws.cache.max-size'?
					tws.cache.l1.maxsizes          | Did you mean 'tws.cache.l1.max-size'?
					tws.cache.caches.jobs.tll      | Did you mean 'tws.cache.caches.jobs.ttl'?
					tws.cache.caches.jobs.max-sise | Did you mean 'tws.cache.caches.jobs.max-size'?
					tws.cache.caches.jobs.flavour  | Remove it. Properties below 'tws.cache.caches.jobs' are: allow-null-values,
					tws.cache.caches.my.jobs.ttl   | A cache name with a dot needs brackets
					tws.cache.flavour              | Remove it. Properties below 'tws.cache' are: allow-null-values, cache-names,
					""")
	void misspelledPropertyStopsTheStart(String property, String mend, CapturedOutput output) throws IOException {
		startFails(property, "5");
		assertThat(output).contains("A property of the cache does not exist:")
			.contains("Property: " + property)
			.contains("Value: \"5\"")
			.contains("application.properties] - 2:")
			.contains(mend);
	}

	@Test
	void variablesOfTheSystemThatLookLikePropertiesDoNotStopTheStart() throws IOException {
		System.setProperty("tws.cache.service.host", "10.0.0.1");
		try (ConfigurableApplicationContext context = application("tws.cache.ttl", "5").run(arguments())) {
			assertThat(context.isRunning()).isTrue();
		}
		finally {
			System.clearProperty("tws.cache.service.host");
		}
	}

	@Test
	void analyzerComesBeforeBootsOwnWhateverTheClassPath() {
		assertThat(OrderUtils.getOrder(CachePropertyBindFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	void blankNameOfBootsOwnListIsExplained(CapturedOutput output) throws IOException {
		startFails("spring.cache.cache-names", "a,,b");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: spring.cache.cache-names")
			.contains("Value: \"a,,b\"")
			.contains("Remove the comma");
	}

	@Test
	void failuresOfOtherPropertiesAreLeftToOthers(CapturedOutput output) throws IOException {
		startFails("spring.cache.type", "sundial");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("spring.cache.type")
			.doesNotContain("of the cache");
	}

	private void startFails(String property, String value) throws IOException {
		SpringApplication application = application(property, value);
		assertThatException().isThrownBy(() -> application.run(arguments()).close());
	}

	private SpringApplication application(String property, String value) throws IOException {
		Files.writeString(this.folder.resolve("application.properties"),
				"spring.application.name=test%n%s=%s%n".formatted(property, value));
		return new SpringApplicationBuilder(Config.class).web(WebApplicationType.NONE).build();
	}

	private String[] arguments() {
		return new String[] { "--spring.config.location=" + this.folder.toUri() };
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@ImportAutoConfiguration({ TwsCacheAutoConfiguration.class, TwsCacheManagerAutoConfiguration.class,
			CacheAutoConfiguration.class })
	static class Config {

	}

}
