package io.github.twscache.sample.browser;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.support.ui.Select;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the jobs on the page: what it shows against what REST answers.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h", "sample.finished-ttl=10m",
				"tws.cache.caches.jobs.ttl=10m" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsPageTests {

	private static final String CLOSE = "PROD_CPU01#CLOSING.MONTHLY_CLOSE";

	@LocalServerPort
	private int port;

	private Browser browser;

	private RestAnswers rest;

	@BeforeAll
	void startBrowser() {
		this.browser = Browser.start(this.port);
		this.rest = new RestAnswers(this.port);
	}

	@AfterAll
	void closeBrowser() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@BeforeEach
	void openPage() {
		this.rest.get("/api/jobs/PROD_CPU01/CLOSING/MONTHLY_CLOSE");
		this.browser.open(1440, 1000, "light");
	}

	@AfterEach
	void nothingWentWrong() {
		assertThat(this.browser.errors()).isEmpty();
	}

	@Test
	void firstPageOfJobsIsShown() {
		assertRowsAre(this.rest.jobs("page=0&size=15"));
		assertThat(this.browser.text("#page-text")).isEqualTo("1–15 of 5,000");
	}

	@Test
	void summaryIsShownByStatusAndByWorkstation() {
		Map<String, Object> summary = this.rest.get("/api/summary");
		RestAnswers.byStatus(summary)
			.forEach((status,
					count) -> assertThat(
							this.browser.text(".chip[data-status=%s] b".formatted(status)).replace(",", ""))
						.isEqualTo(String.valueOf(count)));
		List<Map<String, Object>> stations = RestAnswers.items(summary, "workstations");
		assertThat(this.browser.texts(".tile .name > :first-child"))
			.isEqualTo(stations.stream().map((station) -> station.get("workstation")).toList())
			.hasSize(40);
		assertThat(this.browser.one(".tile[data-workstation=EU_CPU03]").getAttribute("aria-label")).contains("%s SUCC"
			.formatted(RestAnswers
				.byStatus(stations.stream()
					.filter((station) -> station.get("workstation").equals("EU_CPU03"))
					.findFirst()
					.orElseThrow())
				.get("SUCC")));
	}

	@Test
	void filtersNarrowTheListingDown() {
		new Select(this.browser.one("#filter-workstation")).selectByValue("PROD_CPU01");
		new Select(this.browser.one("#filter-stream")).selectByValue("CLOSING");
		awaitRows("workstation=PROD_CPU01&stream=CLOSING&size=15");
		this.browser.await("the stream from the cache",
				() -> this.browser.text("#stream-line").startsWith("PROD_CPU01#CLOSING:"));
		int succeeded = RestAnswers.byStatus(this.rest.get("/api/streams/PROD_CPU01/CLOSING")).get("SUCC");
		assertThat(this.browser.text("#stream-line")).contains(succeeded + " SUCC");
		this.browser.click(".chip[data-status=SUCC]");
		awaitRows("workstation=PROD_CPU01&stream=CLOSING&status=SUCC&size=15");
		assertThat(this.browser.texts("#rows .word")).isNotEmpty().containsOnly("SUCC");
		this.browser.click("#filter-reset");
		awaitRows("size=15");
		this.browser.fill("#filter-text", "month");
		awaitRows("text=month&size=15");
	}

	@Test
	void pagesAreTurned() {
		this.browser.click("#next");
		awaitRows("page=1&size=15");
		assertThat(this.browser.text("#page-text")).isEqualTo("16–30 of 5,000");
		this.browser.click("#previous");
		awaitRows("page=0&size=15");
		assertThat(this.browser.one("#previous").isEnabled()).isFalse();
	}

	@Test
	void workstationTileFilters() {
		this.browser.click(".tile[data-workstation=PROD_DB02]");
		awaitRows("workstation=PROD_DB02&size=15");
		assertThat(this.browser.one(".tile[data-workstation=PROD_DB02]").getAttribute("aria-pressed"))
			.isEqualTo("true");
		this.browser.click(".tile[data-workstation=PROD_DB02]");
		awaitRows("size=15");
	}

	@Test
	void restartIsShownAtOnceAndIsWhatRestAnswers() {
		showOnlyMonthlyClose();
		int run = (int) this.rest.get("/api/jobs/PROD_CPU01/CLOSING/MONTHLY_CLOSE").get("run");
		this.browser.click(row() + " .restart");
		this.browser.await("the new run", () -> this.browser.text(row() + " .run").equals(String.valueOf(run + 1)));
		assertThat(this.browser.text(row() + " .word")).isEqualTo("READY");
		assertThat(this.rest.get("/api/jobs/PROD_CPU01/CLOSING/MONTHLY_CLOSE")).containsEntry("run", run + 1)
			.containsEntry("status", "READY");
		assertThat(this.browser.text("#results")).contains("Restarted " + CLOSE + ": run " + (run + 1) + " is READY");
	}

	@Test
	void dialogShowsTheEntryOfTheJobAndEvictsIt() {
		showOnlyMonthlyClose();
		this.browser.click(row() + " .name");
		this.browser.await("the entry", () -> this.browser.text("#entry-present").equals("yes"));
		Map<String, Object> entry = this.rest.entry(CLOSE);
		assertThat(entry).containsEntry("present", true);
		assertThat(this.browser.text("#entry-shard")).isEqualTo(String.valueOf(entry.get("shard")));
		assertThat(this.browser.text("#entry-level")).isIn("L1", "L2");
		assertThat(this.browser.text("#job-run"))
			.isEqualTo(String.valueOf(this.rest.get("/api/jobs/PROD_CPU01/CLOSING/MONTHLY_CLOSE").get("run")));
		assertThat(this.browser.text("#job-fresh")).isEqualTo("fresh");
		this.browser.screenshot("job-dialog");
		this.browser.click("#job-evict");
		this.browser.await("the entry to go", () -> this.browser.text("#entry-present").equals("no"));
		assertThat(this.rest.entry(CLOSE)).containsEntry("present", false);
		this.browser.click("#job-read");
		this.browser.await("the entry to come back", () -> this.browser.text("#entry-present").equals("yes"));
		assertThat(this.rest.entry(CLOSE)).containsEntry("present", true);
		this.browser.click("#job-close");
		assertThat(this.browser.one("#job").isDisplayed()).isFalse();
	}

	@Test
	void dialogTellsWhatTheOutageIsFor() {
		showOnlyMonthlyClose();
		this.browser.click(row() + " .name");
		this.browser.await("the entry", () -> this.browser.text("#entry-present").equals("yes"));
		this.browser.click("#job-outage");
		this.browser.await("the result",
				() -> this.browser.text("#job-result").contains("the database does not answer for this job"));
		this.rest.post("/api/demo/outage?workstation=PROD_CPU01&stream=CLOSING&job=MONTHLY_CLOSE&seconds=0");
		this.browser.click("#job-close");
	}

	private void showOnlyMonthlyClose() {
		new Select(this.browser.one("#filter-workstation")).selectByValue("PROD_CPU01");
		this.browser.fill("#filter-text", "MONTHLY_CLOSE");
		this.browser.await("one job", () -> this.browser.texts("#rows tr").size() == 1);
	}

	private static String row() {
		return "[data-key='%s']".formatted(CLOSE);
	}

	private void awaitRows(String query) {
		List<Map<String, Object>> jobs = this.rest.jobs(query);
		this.browser.await("jobs of " + query, () -> shownKeys().equals(keys(jobs)));
		assertRowsAre(jobs);
	}

	private void assertRowsAre(List<Map<String, Object>> jobs) {
		assertThat(shownKeys()).isEqualTo(keys(jobs));
		assertThat(this.browser.texts("#rows .word")).isEqualTo(jobs.stream().map((job) -> job.get("status")).toList());
		assertThat(this.browser.texts("#rows .run"))
			.isEqualTo(jobs.stream().map((job) -> String.valueOf(job.get("run"))).toList());
	}

	private List<String> shownKeys() {
		return this.browser.script("return [...document.querySelectorAll('#rows tr')].map((row) => row.dataset.key)");
	}

	private static List<String> keys(List<Map<String, Object>> jobs) {
		return jobs.stream()
			.map((job) -> "%s#%s.%s".formatted(job.get("workstation"), job.get("stream"), job.get("job")))
			.toList();
	}

}
