package io.github.twscache.benchmarks.spring;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.benchmarks.results.ResultFile;
import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.results.Run.Profile;
import io.github.twscache.benchmarks.throughput.Cursor;
import io.github.twscache.benchmarks.throughput.Trial;

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
	@EnumSource(names = { "SHORT", "LONG" })
	void promisesAreMeasuredInSeveralProcessesTheSameForAll(Profile profile) {
		List<Trial> several = trials(profile).stream().filter((trial) -> trial.timing().forks() > 1).toList();
		for (int threads : new int[] { 1, 2 }) {
			assertThat(several).filteredOn((trial) -> trial.threads() == threads)
				.extracting((trial) -> trial.scenario() + " " + trial.subject())
				.containsExactlyInAnyOrder("cacheable-hit tws", "cacheable-hit tws-off", "cacheable-hit caffeine",
						"cache-get tws", "native-get tws");
		}
		assertThat(several).extracting(Trial::timing).containsOnly(several.get(0).timing());
	}

	@Test
	void aLongRunTakesNoLongerThanAllowed() {
		// A process takes about six seconds: 6.8 were measured with three more warm-ups.
		assertThat(trials(Profile.LONG).stream().mapToInt((trial) -> 6 * trial.timing().forks()).sum())
			.isLessThan(5 * 60);
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

	private static List<Trial> trials(Profile profile) {
		return SpringRun.trials(new Run(profile, Path.of("target")), true);
	}

	private static ApplicationState start(ManagerKind manager) {
		ApplicationState application = new ApplicationState();
		application.manager = manager.id();
		application.start();
		return application;
	}

}
