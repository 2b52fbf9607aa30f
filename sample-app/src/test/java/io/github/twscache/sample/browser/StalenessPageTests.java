package io.github.twscache.sample.browser;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.support.ui.Select;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the page shows of a status that is served stale.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h", "sample.finished-ttl=2s",
				"tws.cache.caches.jobs.ttl=2s", "tws.cache.caches.jobs.fail-safe.max-stale=10m",
				"tws.cache.caches.jobs.fail-safe.throttle=0" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalenessPageTests {

	private static final String ROW = "[data-key='PROD_CPU01#CLOSING.MONTHLY_CLOSE']";

	private static final String OUTAGE = "/api/demo/outage?workstation=PROD_CPU01&stream=CLOSING&job=MONTHLY_CLOSE";

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

	@Test
	void dialogShowsThatAStatusIsStaleAndThatItIsReadAllTheSame() {
		// The page shows figures of a cache that has been asked for something.
		this.rest.get("/api/jobs/PROD_CPU01/CLOSING/MONTHLY_CLOSE");
		this.browser.open(1440, 1000, "light");
		new Select(this.browser.one("#filter-workstation")).selectByValue("PROD_CPU01");
		this.browser.fill("#filter-text", "MONTHLY_CLOSE");
		this.browser.await("one job", () -> this.browser.texts("#rows tr").size() == 1);
		this.browser.click(ROW + " .name");
		this.browser.await("the job", () -> !this.browser.text("#job-run").equals("–"));
		this.browser.click("#job-outage");
		this.browser.await("the stale status", () -> this.browser.text("#job-fresh").startsWith("stale, loaded "));
		assertThat(this.browser.one("#job-fresh").getAttribute("class")).contains("stale");
		this.browser.click("#job-read");
		this.browser.await("the answer", () -> this.browser.text("#job-result").startsWith("Read in "));
		assertThat(this.browser.text("#job-fresh")).startsWith("stale, loaded ");
		this.rest.post(OUTAGE + "&seconds=0");
		this.browser.await("the new status", () -> {
			this.browser.click("#job-read");
			return this.browser.text("#job-fresh").equals("fresh");
		});
		assertThat(this.browser.errors()).isEmpty();
	}

}
