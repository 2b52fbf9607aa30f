package io.github.twscache.benchmarks.spring;

import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.benchmarks.results.ResultFile;
import io.github.twscache.benchmarks.throughput.Cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link SpringRun} and its benchmarks; its figures mean nothing here.
 */
class SpringRunTests {

	private final SpringBenchmark benchmark = new SpringBenchmark();

	private final Cursor cursor = new Cursor();

	@BeforeAll
	static void doNotWaitForMeasurements() {
		System.setProperty("jmh.ignoreLock", "true");
	}

	@Test
	void writesItsSet(@TempDir Path directory) {
		SpringRun.main(new String[] { "smoke", directory.toString() });
		assertThat(new ResultFile(directory.resolve("spring.json")).read()).singleElement().satisfies((figure) -> {
			assertThat(figure.scenario()).isEqualTo("cacheable-hit");
			assertThat(figure.subject()).isEqualTo("tws");
			assertThat(figure.parameters()).containsEntry("threads", "1");
			assertThat(figure.unit()).isEqualTo("ns");
			assertThat(figure.value()).isPositive();
		});
	}

	@ParameterizedTest
	@EnumSource
	void benchmarksHit(ManagerKind manager) {
		ApplicationState application = start(manager);
		application.fill();
		application.check();
		// A value that the method would make is another: "title of ..."
		assertThat(this.benchmark.cacheGet(application, this.cursor)).extracting("value").isEqualTo(application.key(0));
		assertThat(this.benchmark.cacheableHit(application, this.cursor)).isEqualTo(application.key(1));
		assertThat(this.benchmark.cacheableSyncHit(application, this.cursor)).isEqualTo(application.key(2));
		application.close();
	}

	@ParameterizedTest
	@EnumSource
	void missCallsTheMethod(ManagerKind manager) {
		ApplicationState application = start(manager);
		assertThatIllegalStateException().isThrownBy(application::check)
			.withMessageContaining(manager.id() + " has lost");
		assertThat(this.benchmark.cacheableHit(application, this.cursor)).isEqualTo("title of " + application.key(0));
		application.close();
	}

	@Test
	void theProductIsMeasuredAsUsersGetIt() {
		assertThat(Arrays.stream(ManagerKind.values()).filter(ManagerKind::isLoading)).containsExactly(ManagerKind.TWS);
		assertThat(ManagerKind.TWS.id()).isEqualTo("tws");
		assertThat(ManagerKind.TWS_OFF.id()).isEqualTo("tws-off");
	}

	@Test
	void nativeGetAsksTheProduct() {
		ApplicationState application = start(ManagerKind.TWS);
		application.fill();
		assertThat(this.benchmark.nativeGet(application, this.cursor)).isEqualTo(application.key(0));
		application.close();
	}

	@Test
	void nativeGetIsForTheProductOnly() {
		ApplicationState application = start(ManagerKind.SIMPLE);
		assertThatNullPointerException().isThrownBy(() -> this.benchmark.nativeGet(application, this.cursor))
			.withMessageContaining("Only tws");
		application.close();
	}

	@Test
	void unknownManagerNamesTheKnown() {
		assertThatIllegalArgumentException().isThrownBy(() -> ManagerKind.of("redis"))
			.withMessageContaining("redis")
			.withMessageContaining("caffeine");
	}

	private static ApplicationState start(ManagerKind manager) {
		ApplicationState application = new ApplicationState();
		application.manager = manager.id();
		application.start();
		return application;
	}

}
