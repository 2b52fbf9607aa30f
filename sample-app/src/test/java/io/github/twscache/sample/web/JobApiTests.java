package io.github.twscache.sample.web;

import java.util.Map;

import io.github.twscache.sample.plan.Job;
import io.github.twscache.sample.plan.JobFreshness;
import io.github.twscache.sample.plan.JobKey;
import io.github.twscache.sample.plan.JobPage;
import io.github.twscache.sample.plan.JobRepository;
import io.github.twscache.sample.plan.JobStatus;
import io.github.twscache.sample.plan.PlanSummary;
import io.github.twscache.sample.plan.Restart;
import io.github.twscache.sample.plan.StreamOverview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the REST API over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h" })
class JobApiTests {

	private static final String BACKUP = "/api/jobs/PROD_CPU01/BACKUP/DAILY_BACKUP";

	@LocalServerPort
	private int port;

	@Autowired
	private JobRepository repository;

	private RestTestClient client;

	@BeforeEach
	void connect() {
		this.client = RestTestClient.bindToServer().baseUrl("http://localhost:" + this.port).build();
	}

	@Test
	void jobIsWhatTheDatabaseHas() {
		Job expected = this.repository.find(new JobKey("PROD_CPU01", "BACKUP", "DAILY_BACKUP")).orElseThrow();
		assertThat(get(BACKUP, Job.class)).usingRecursiveComparison().ignoringFields("asOf").isEqualTo(expected);
	}

	@Test
	void statusIsNeverWrongAfterARestart() {
		for (int i = 0; i < 20; i++) {
			int run = get(BACKUP, Job.class).run();
			this.client.post()
				.uri(BACKUP + "/restart")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(Job.class)
				.value((job) -> assertThat(job.run()).isEqualTo(run + 1));
			assertThat(get(BACKUP, Job.class)).satisfies((job) -> {
				assertThat(job.status()).isEqualTo(JobStatus.READY);
				assertThat(job.run()).isEqualTo(run + 1);
			});
			assertThat(get("/api/streams/PROD_CPU01/BACKUP", StreamOverview.class).jobs())
				.anyMatch((job) -> job.job().equals("DAILY_BACKUP") && job.run() == run + 1);
		}
	}

	@Test
	void restartAnswersWhereItsLineIs() {
		String location = this.client.post()
			.uri(BACKUP + "/restart")
			.exchange()
			.returnResult(Job.class)
			.getResponseHeaders()
			.getFirst("Location");
		Restart line = get(location, Restart.class);
		assertThat(line.job()).isEqualTo("PROD_CPU01#BACKUP.DAILY_BACKUP");
		assertThat(get("/api/restarts", Restart[].class)).contains(line);
	}

	@Test
	void freshnessIsThatOfTheCache() {
		get(BACKUP, Job.class);
		assertThat(get(BACKUP + "/freshness", JobFreshness.Freshness.class)).satisfies((fresh) -> {
			assertThat(fresh.cached()).isTrue();
			assertThat(fresh.stale()).isFalse();
		});
		assertThat(get("/api/jobs/X/Y/Z/freshness", JobFreshness.Freshness.class).cached()).isFalse();
	}

	@Test
	void jobThatIsNotCachedIsUnavailableWhileTheDatabaseDoesNotAnswer() {
		String job = "/api/jobs/EU_CPU02/PAYROLL/FINAL_BATCH_PAYROLL";
		outage("EU_CPU02", "PAYROLL", "FINAL_BATCH_PAYROLL", 300).expectStatus().isOk();
		try {
			this.client.post().uri(job + "/restart").exchange().expectStatus().isOk();
			this.client.get().uri(job).exchange().expectStatus().isEqualTo(503);
		}
		finally {
			outage("EU_CPU02", "PAYROLL", "FINAL_BATCH_PAYROLL", 0).expectStatus().isOk();
		}
		get(job, Job.class);
		outage("EU_CPU02", "PAYROLL", "FINAL_BATCH_PAYROLL", 301).expectStatus().isBadRequest();
	}

	private RestTestClient.ResponseSpec outage(String workstation, String stream, String job, int seconds) {
		return this.client.post()
			.uri("/api/demo/outage?workstation={w}&stream={s}&job={j}&seconds={n}", workstation, stream, job, seconds)
			.exchange();
	}

	@Test
	void summaryEqualsAFreshAggregateAfterARestart() {
		get("/api/summary", PlanSummary.class);
		this.client.post().uri("/api/jobs/EU_CPU02/PAYROLL/FINAL_BATCH_PAYROLL/restart").exchange();
		assertThat(get("/api/summary", PlanSummary.class)).usingRecursiveComparison()
			.ignoringFields("asOf")
			.isEqualTo(this.repository.summarize());
	}

	@Test
	void listingIsPagedAndFiltered() {
		JobPage page = get("/api/jobs?workstation=PROD_CPU01&stream=PAYROLL&page=0&size=3", JobPage.class);
		assertThat(page.jobs()).hasSize(3).allMatch((job) -> job.stream().equals("PAYROLL"));
		assertThat(page.total()).isGreaterThan(3);
		assertThat(get("/api/streams", Object[].class)).hasSize(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/jobs/PROD_CPU01/BACKUP/NO_SUCH_JOB", "/api/jobs/X/Y/Z",
			"/api/streams/PROD_CPU01/NO_SUCH_STREAM", "/api/restarts/987654" })
	void unknownThingIsAProblemDetailWith404(String path) {
		this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(404)
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("in the plan"));
	}

	@Test
	void restartOfAnUnknownJobIs404() {
		this.client.post().uri("/api/jobs/X/Y/Z/restart").exchange().expectStatus().isNotFound();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/jobs?size=0", "/api/jobs?size=201", "/api/jobs?page=-1", "/api/jobs?status=DONE",
			"/api/restarts/x" })
	void wrongParameterIs400(String path) {
		this.client.get().uri(path).exchange().expectStatus().isBadRequest();
	}

	@Test
	void burstReadsAndMeasures() {
		Map<?, ?> result = this.client.post()
			.uri("/api/demo/burst")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("readers", 4, "millis", 200))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		assertThat(result.get("readers")).isEqualTo(4);
		// How many is for the machine to say.
		assertThat(((Number) result.get("reads")).longValue()).isPositive();
		assertThat(((Map<?, ?>) result.get("latency")).get("reads")).isEqualTo(result.get("reads"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"readers\":0}", "{\"readers\":65}", "{\"millis\":99}", "{\"millis\":10001}",
			"{\"readers\":\"many\"}" })
	void burstOutOfBoundsIs400(String body) {
		this.client.post()
			.uri("/api/demo/burst")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@Test
	void comparisonReadsBothWaysAlike() {
		this.client.post()
			.uri("/api/demo/compare?reads=50")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.length()")
			.isEqualTo(3)
			.jsonPath("$[0].cached.reads")
			.isEqualTo(50)
			.jsonPath("$[0].direct.reads")
			.isEqualTo(50);
		this.client.post().uri("/api/demo/compare?reads=0").exchange().expectStatus().isBadRequest();
	}

	private <T> T get(String path, Class<T> type) {
		return this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(type)
			.returnResult()
			.getResponseBody();
	}

}
