package io.github.twscache.fuzzing;

import io.github.twscache.actuate.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends random requests to the endpoint of a running application.
 */
@Tag("fuzz")
class EndpointFuzzTests {

	private static RunningApplication application;

	/** Nothing expires and nothing is cleaned up but by request. */
	@BeforeAll
	static void start() {
		application = RunningApplication.start("tws.cache.ttl=0", "tws.cache.cleanup-interval=1h",
				"logging.level.org.springframework=error", "logging.level.org.apache=error");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void anyRequestIsGrantedOrRefusedAsAWhole() throws Exception {
		assertThat(Fuzzer.ofProperties(2_000).run(new EndpointTarget(application))).isPositive();
	}

	@Test
	void anyKeyIsFoundByItsText() throws Exception {
		assertThat(Fuzzer.ofProperties(500).run(new EndpointKeyTarget(application))).isPositive();
	}

}
