package io.github.twscache.sample.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Starts the finished jar with what Spring's ahead-of-time processing made of it, in a
 * JVM of its own, and uses it.
 */
@Tag("aot")
class AotStartTests {

	private static final Duration START = Duration.ofMinutes(2);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Path LOG = Path.of("target", "aot-start.log");

	private static final String JOB = "/api/jobs/PROD_CPU01/PAYROLL/FINAL_BATCH_PAYROLL";

	private static Process application;

	private static RestTestClient client;

	@BeforeAll
	static void startApplication() throws IOException {
		application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dspring.aot.enabled=true", "-jar", System.getProperty("sample.jar"), "--server.port=0",
				"--sample.traffic.reads-per-second=0", "--sample.scheduler-interval=1h")
			.redirectErrorStream(true)
			.redirectOutput(LOG.toFile())
			.start();
		int port = await().atMost(START).until(AotStartTests::port, (found) -> found > 0);
		client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
	}

	@AfterAll
	static void stopApplication() throws InterruptedException {
		if (application != null) {
			application.destroy();
			if (!application.waitFor(15, TimeUnit.SECONDS)) {
				application.destroyForcibly().waitFor(15, TimeUnit.SECONDS);
			}
			assertThat(application.isAlive()).isFalse();
		}
	}

	@Test
	void applicationRunsOnItsProcessedForm() throws IOException {
		assertThat(Files.readString(LOG)).contains("Starting AOT-processed JobMonitorApplication");
	}

	@Test
	void secondReadIsAHitInTheEndpoint() {
		get(JOB);
		int hits = hits();
		Map<String, Object> job = get(JOB);
		assertThat(job).containsEntry("job", "FINAL_BATCH_PAYROLL");
		assertThat(hits()).isEqualTo(hits + 1);
		assertThat(get("/actuator/twscache")).containsKey("numShards");
	}

	@Test
	void restartEvicts() {
		int run = (int) get(JOB).get("run");
		client.post().uri(JOB + "/restart").exchange().expectStatus().isOk();
		assertThat(get(JOB)).containsEntry("run", run + 1).containsEntry("status", "READY");
	}

	private static int hits() {
		return (int) get("/actuator/twscache/jobs").get("hits");
	}

	private static int port() throws IOException {
		assertThat(application.isAlive()).as("application is alive; see " + LOG).isTrue();
		Matcher started = PORT.matcher(Files.readString(LOG));
		return started.find() ? Integer.parseInt(started.group(1)) : 0;
	}

	private static Map<String, Object> get(String path) {
		return client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {
			})
			.returnResult()
			.getResponseBody();
	}

}
