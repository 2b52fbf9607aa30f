package io.github.twscache.sample.browser;

import java.util.List;
import java.util.Map;

import io.github.twscache.sample.plan.JobKey;
import io.github.twscache.sample.plan.JobService;
import io.github.twscache.sample.plan.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the cache on the page: what it shows, and what its buttons do, against what
 * the endpoint answers. Nothing reads in the background, so the figures stand still.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.traffic.reads-per-second=0", "sample.scheduler-interval=1h", "sample.finished-ttl=10m",
				"tws.cache.caches.jobs.ttl=10m", "tws.cache.caches.streams.ttl=10m" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CachePageTests {

	private static final int JOBS_READ = 1000;

	@LocalServerPort
	private int port;

	@Autowired
	private JobService service;

	@Autowired
	private Plan plan;

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
	void fillCacheAndOpenPage() {
		for (int round = 0; round < 3; round++) {
			this.plan.jobs().stream().limit(JOBS_READ).forEach(this.service::find);
		}
		this.service.findStream(this.plan.streams().get(0));
		this.browser.open(1440, 1000, "light");
	}

	@AfterEach
	void nothingWentWrong() {
		assertThat(this.browser.errors()).isEmpty();
	}

	@Test
	void figuresAreThoseOfTheEndpoint() {
		Map<String, Object> cache = this.rest.cache("jobs");
		awaitFigure("#f-size", grouped(cache, "size"));
		assertThat(RestAnswers.number(cache, "size")).isGreaterThanOrEqualTo(JOBS_READ);
		assertThat(this.browser.text("#f-max")).isEqualTo("of at most " + grouped(cache, "maxSize"));
		double hitRatio = ((Number) cache.get("hitRatio")).doubleValue();
		assertThat(hitRatio).isGreaterThan(0.5);
		assertThat(this.browser.text("#f-hit-total")).isEqualTo("%.1f %% since start".formatted(100 * hitRatio));
		assertThat(this.browser.one("#figures").getAttribute("data-gets"))
			.isEqualTo(String.valueOf(RestAnswers.number(cache, "gets")));
		assertThat(this.browser.text("#cache-settings")).isEqualTo("time to live 10 min · 8 shards in use");
	}

	@Test
	void eachCacheCanBeShown() {
		Map<String, Object> summary = this.rest.cache("summary");
		this.browser.script("document.querySelector('#cache-choice input[value=summary]').click()");
		awaitFigure("#f-max", "of at most " + grouped(summary, "maxSize"));
		assertThat(this.browser.texts("#cache-choice label")).contains("jobs", "summary");
	}

	@Test
	void entriesMoveWhenTheNumberOfShardsIsChanged() {
		awaitBars(this.rest.shardSizes("jobs"));
		long entries = RestAnswers.number(this.rest.cache("jobs"), "size");
		setShards(12);
		this.browser.await("twelve shards", () -> shownBars().size() == 12);
		awaitBars(this.rest.shardSizes("jobs"));
		List<Integer> sizes = this.rest.shardSizes("jobs");
		assertThat(sizes).hasSize(12).allMatch((size) -> size > 0);
		assertThat(sizes.stream().mapToLong(Integer::longValue).sum()).isEqualTo(entries);
		int moved = sizes.subList(8, 12).stream().mapToInt(Integer::intValue).sum();
		this.browser.await("the result", () -> this.browser.text("#results").contains("8 → 12 shards"));
		assertThat(this.browser.text("#results")).contains("About %d of %,d entries moved".formatted(moved, entries));
		this.browser.screenshot("shards");
		setShards(8);
		this.browser.await("eight shards", () -> shownBars().size() == 8);
		assertThat(this.rest.shardSizes("jobs").stream().mapToLong(Integer::longValue).sum()).isEqualTo(entries);
	}

	@Test
	void evictEmptiesTheCacheThatIsShown() {
		this.browser.click("#evict");
		awaitFigure("#f-size", "0");
		assertThat(RestAnswers.number(this.rest.cache("jobs"), "size")).isZero();
		assertThat(RestAnswers.number(this.rest.cache("streams"), "size")).isPositive();
		this.browser.await("the result", () -> this.browser.text("#results").contains("Evicted all of jobs"));
	}

	@Test
	void burstReadsAndIsSeenInTheFigures() {
		long before = RestAnswers.number(this.rest.cache("jobs"), "gets");
		this.browser.fill("#burst-readers", "4");
		this.browser.fill("#burst-seconds", "1");
		this.browser.click("#burst");
		this.browser.await("the result", () -> this.browser.text("#results").contains("Burst:"));
		String result = this.browser.text("#results");
		long reads = Long.parseLong(result.replaceAll("(?s).*Burst: ([\\d,]+) reads.*", "$1").replace(",", ""));
		assertThat(reads).isGreaterThan(1000);
		assertThat(RestAnswers.number(this.rest.cache("jobs"), "gets") - before).isEqualTo(reads);
		this.browser.await("the reads in the figures",
				() -> Long.parseLong(this.browser.one("#figures").getAttribute("data-gets")) == before + reads);
	}

	@Test
	void measuringShowsBothLatencies() {
		this.browser.click("#compare");
		this.browser.await("the result", () -> this.browser.text("#results").contains("Measured, median: job"));
		this.browser.await("the chart", () -> this.browser.script(
				"return Chart.getChart('chart-latency').data.datasets.every((each) => each.data.length === 3 && each.data.every((value) => value > 0))"));
		this.browser.await("both in words", () -> this.browser.text("#latency-text").matches("with .* without .*"));
	}

	@Test
	void cleanUpTellsWhatWent() {
		this.browser.click("#cleanup");
		this.browser.await("the result",
				() -> this.browser.text("#results").contains("Cleaned up: 0 expired entries of jobs went"));
	}

	@Test
	void wrongNumberOfShardsNeverLeavesThePage() {
		this.browser.fill("#shards", "0");
		this.browser.click("#shards-apply");
		assertThat((boolean) this.browser.script("return document.getElementById('shards').validity.valid")).isFalse();
		assertThat(this.rest.get("/actuator/twscache")).containsEntry("numShards", 8);
	}

	@Test
	void entryOfAJobIsFoundByTheNameThatOperatorsWrite() {
		JobKey key = this.plan.jobs().get(0);
		assertThat(this.rest.entry(key.toString())).containsEntry("present", true);
		assertThat(this.rest.entry("NO#SUCH.JOB")).containsEntry("present", false);
	}

	private void setShards(int shards) {
		this.browser.fill("#shards", String.valueOf(shards));
		this.browser.click("#shards-apply");
	}

	private void awaitFigure(String selector, String expected) {
		this.browser.await(selector + " to be " + expected, () -> this.browser.text(selector).equals(expected));
	}

	private void awaitBars(List<Integer> sizes) {
		List<Long> expected = sizes.stream().map(Integer::longValue).toList();
		this.browser.await("bars of " + sizes, () -> shownBars().equals(expected));
	}

	private List<Long> shownBars() {
		return this.browser.script("return Chart.getChart('chart-shards').data.datasets[0].data");
	}

	private static String grouped(Map<String, Object> answer, String name) {
		return "%,d".formatted(RestAnswers.number(answer, name));
	}

}
