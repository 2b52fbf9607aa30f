package io.github.twscache.sample.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium with the job monitor open. Where Chromium is not installed the
 * tests are skipped, in CI they fail.
 */
final class Browser implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final ChromeDriver driver;

	private final String address;

	private Browser(ChromeDriver driver, String address) {
		this.driver = driver;
		this.address = address;
	}

	static Browser start(int port) {
		if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
			String reason = "Chromium is not installed: %s and %s are needed (Debian packages chromium and chromium-driver)"
				.formatted(CHROMIUM, DRIVER);
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(reason);
			}
			Assumptions.abort(reason);
		}
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM.toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--lang=en");
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
			.usingAnyFreePort()
			.build();
		return new Browser(new ChromeDriver(service, options), "http://localhost:" + port + "/");
	}

	/**
	 * Opens the page anew and waits until it shows something of everything.
	 */
	void open(int width, int height, String systemTheme) {
		resize(width, height);
		setSystemTheme(systemTheme);
		this.driver.get(this.address);
		this.driver.executeScript("localStorage.clear()");
		this.driver.navigate().refresh();
		await("the page to be filled",
				() -> !all("#rows .badge").isEmpty() && !all(".tile").isEmpty() && !text("#f-size").equals("–")
						&& !all("#filter-stream option[value=PAYROLL]").isEmpty()
						&& one("#live").getAttribute("data-state").equals("on"));
	}

	void resize(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	void setSystemTheme(String theme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
	}

	WebElement one(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	String text(String selector) {
		return one(selector).getText();
	}

	/**
	 * Returns the texts of all elements that match, also of those that are scrolled away.
	 */
	List<String> texts(String selector) {
		return script("return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)", selector);
	}

	void click(String selector) {
		this.driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", one(selector));
		one(selector).click();
	}

	void fill(String selector, String value) {
		click(selector);
		one(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
	}

	void press(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	/**
	 * Presses the tabulator until an element has the focus.
	 */
	void tabTo(String selector) {
		for (int i = 0; i < 200; i++) {
			if (script("return document.activeElement.matches(arguments[0])", selector)) {
				return;
			}
			press(Keys.TAB);
		}
		Assertions.fail("No way to " + selector + " by keyboard");
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	<T> T script(String script, Object... arguments) {
		return (T) this.driver.executeScript(script, arguments);
	}

	void await(String what, Supplier<Boolean> condition) {
		await(what, PATIENCE, condition);
	}

	void await(String what, Duration patience, Supplier<Boolean> condition) {
		try {
			new WebDriverWait(this.driver, patience, Duration.ofMillis(50)).withMessage("Waited for " + what)
				.ignoring(StaleElementReferenceException.class)
				.until((unused) -> condition.get());
		}
		catch (TimeoutException ex) {
			screenshot("failed");
			throw ex;
		}
	}

	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	void screenshot(String name) {
		screenshot(SCREENSHOTS.resolve(name + ".png"));
	}

	void screenshot(Path file) {
		Object data = this.driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png")).get("data");
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			Files.write(file, Base64.getDecoder().decode((String) data));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
