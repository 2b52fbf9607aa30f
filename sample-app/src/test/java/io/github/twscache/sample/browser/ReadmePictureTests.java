package io.github.twscache.sample.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the picture of the page that the README shows.
 */
@Tag("browser")
@EnabledIfSystemProperty(named = "tws.screenshot.update", matches = "true",
		disabledReason = "The picture is taken anew by -Dtws.screenshot.update=true only")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReadmePictureTests {

	private static final Path PICTURE = Path.of("..", "src-docs", "images", "job-monitor.png");

	@LocalServerPort
	private int port;

	@Test
	void pictureIsTakenWhenTheChartsAreFull() {
		try (Browser browser = Browser.start(this.port)) {
			browser.open(1440, 1000, "light");
			awaitSeconds(browser, 20);
			browser.fill("#burst-seconds", "2");
			browser.click("#burst");
			browser.await("the burst", () -> browser.text("#results").contains("Burst:"));
			awaitSeconds(browser, 45);
			browser.fill("#shards", "12");
			browser.click("#shards-apply");
			browser.await("the move", () -> browser.text("#results").contains("→ 12 shards"));
			awaitSeconds(browser, 60);
			browser.script("document.activeElement.blur(); scrollTo(0, 0)");
			browser.screenshot(PICTURE);
		}
		assertThat(PICTURE).satisfies((file) -> assertThat(Files.size(file)).isGreaterThan(50_000));
	}

	private static void awaitSeconds(Browser browser, int seconds) {
		browser.await(seconds + " seconds in the chart", Duration.ofSeconds(2L * seconds), () -> (long) browser.script(
				"return Chart.getChart('chart-rate').data.datasets[0].data.filter((value) => value !== null).length") >= seconds);
	}

}
