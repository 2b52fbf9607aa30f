package io.github.twscache.sample.browser;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page can be used on a phone, by keyboard, and in light and dark. The
 * plan moves and is read meanwhile, as it does for a user.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessTests {

	/*
	 * Contrast as WCAG 2 defines it, of each text against what is painted behind it;
	 * returns those below 4.5.
	 */
	private static final String LOW_CONTRASTS = """
			const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
			const paint = (colors) => {
				canvas.clearRect(0, 0, 1, 1);
				for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
				return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
			};
			const light = (rgb) => rgb.map((part) => part / 255)
				.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
				.reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
			const low = [];
			for (const node of document.querySelectorAll('h1, h2, h3, p, dt, dd, th, td, label, button, a, summary, .word, .n')) {
				if (!node.checkVisibility() || !node.textContent.trim() || node.disabled || node.closest('.skip, .hidden')) { continue; }
				const behind = [];
				for (let each = node; each; each = each.parentElement) { behind.unshift(getComputedStyle(each).backgroundColor); }
				const back = paint(behind);
				const front = paint([`rgb(${back})`, getComputedStyle(node).color]);
				const [high, less] = [light(back), light(front)].sort((a, b) => b - a);
				const ratio = (high + 0.05) / (less + 0.05);
				if (ratio < 4.5) { low.push(`${node.tagName}.${node.className} "${node.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`); }
			}
			return low;
			""";

	@LocalServerPort
	private int port;

	private Browser browser;

	@BeforeAll
	void startBrowser() {
		this.browser = Browser.start(this.port);
	}

	@AfterAll
	void closeBrowser() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@AfterEach
	void nothingWentWrong() {
		assertThat(this.browser.errors()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "1440, 1000, light", "1440, 1000, dark", "820, 1100, light", "390, 844, light", "390, 844, dark",
			"320, 640, light" })
	void nothingIsCutOffOrHardToRead(int width, int height, String theme) {
		this.browser.open(width, height, theme);
		assertThat((String) this.browser.script("return document.documentElement.dataset.theme")).isEqualTo(theme);
		assertThat((long) this.browser.script("return document.documentElement.scrollWidth"))
			.isLessThanOrEqualTo(width);
		assertThat((List<String>) this.browser.script(
				"return [...document.querySelectorAll('main button, main input, main select')].filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth).map((each) => each.id || each.className)"))
			.isEmpty();
		assertThat((List<String>) this.browser.script(LOW_CONTRASTS)).isEmpty();
		this.browser.screenshot("page-%d-%s".formatted(width, theme));
		this.browser.script("document.getElementById('jobs').scrollIntoView({ behavior: 'instant' })");
		this.browser.screenshot("page-%d-%s-jobs".formatted(width, theme));
	}

	@Test
	void buttonsAreLargeEnoughForAThumb() {
		this.browser.open(390, 844, "light");
		assertThat((List<String>) this.browser.script(
				"return [...document.querySelectorAll('main button:not(.link), main input:not([type=radio]), main select')].filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 36).map((each) => each.outerHTML)"))
			.isEmpty();
	}

	@Test
	void themeIsSwitchedAndRemembered() {
		this.browser.open(1440, 1000, "dark");
		String dark = this.browser.one("body").getCssValue("background-color");
		this.browser.click("#theme");
		assertThat(this.browser.one("body").getCssValue("background-color")).isNotEqualTo(dark);
		this.browser.script("location.reload()");
		this.browser.await("the theme that was chosen",
				() -> "light".equals(this.browser.script("return document.documentElement.dataset.theme")));
		assertThat(this.browser.one("#theme").getAttribute("aria-label")).isEqualTo("Switch to dark theme");
	}

	@Test
	void everythingIsReachedByKeyboardAndTheFocusIsSeen() {
		this.browser.open(1440, 1000, "light");
		this.browser.press(Keys.TAB);
		assertThat((boolean) this.browser.script("return document.activeElement.matches('.skip')")).isTrue();
		this.browser.press(Keys.ENTER);
		assertThat((String) this.browser.script("return document.activeElement.id")).isEqualTo("jobs");
		this.browser.open(1440, 1000, "light");
		for (String selector : List.of("#pause", "#theme", "#cache-choice input", "#burst", "#shards", "#shards-apply",
				"#compare", "#cleanup", "#evict", ".chip", ".tile", "#filter-workstation", "#filter-text", ".name",
				".restart", "#next")) {
			this.browser.tabTo(selector);
			assertThat((String) this.browser.script(
					"const focused = document.activeElement.closest('.segments label') ?? document.activeElement; return getComputedStyle(focused).outlineStyle"))
				.as(selector)
				.isEqualTo("solid");
		}
	}

	@Test
	void dialogIsUsedByKeyboardAndGivesTheFocusBack() {
		this.browser.open(1440, 1000, "light");
		this.browser.click("#pause");
		this.browser.tabTo("#rows .name");
		String job = this.browser.script("return document.activeElement.closest('tr').dataset.key");
		this.browser.press(Keys.ENTER);
		this.browser.await("the dialog", () -> this.browser.one("#job").isDisplayed());
		assertThat(this.browser.text("#job-title")).isEqualTo(job);
		this.browser.tabTo("#job-read");
		this.browser.press(Keys.SPACE);
		this.browser.await("the result", () -> this.browser.text("#job-result").startsWith("Read in"));
		this.browser.press(Keys.ESCAPE);
		this.browser.await("the dialog to go", () -> !this.browser.one("#job").isDisplayed());
		assertThat((String) this.browser.script("return document.activeElement.closest('tr').dataset.key"))
			.isEqualTo(job);
	}

	@Test
	void everyControlHasANameAndResultsAreAnnounced() {
		this.browser.open(1440, 1000, "light");
		assertThat((List<String>) this.browser.script(
				"return [...document.querySelectorAll('button, input, select, canvas, meter')].filter((each) => !(each.ariaLabel || each.labels?.length || each.textContent.trim())).map((each) => each.outerHTML)"))
			.isEmpty();
		assertThat(this.browser.one("#results").getAttribute("aria-live")).isEqualTo("polite");
	}

	@ParameterizedTest
	@ValueSource(ints = { 390, 1440 })
	void figuresThatChangeMoveNothingElse(int width) {
		this.browser.open(width, 1000, "light");
		this.browser.script(
				"window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shift += each.value; })).observe({ type: 'layout-shift' }); window.polls = 0; new MutationObserver(() => window.polls++).observe(document.getElementById('f-gets'), { childList: true, characterData: true, subtree: true })");
		this.browser.await("three polls", () -> (long) this.browser.script("return window.polls") >= 3);
		Number shift = this.browser.script("return window.shift");
		assertThat(shift.doubleValue()).isLessThan(0.02);
	}

}
