package io.github.twscache.benchmarks.throughput;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.twscache.benchmarks.results.Run;
import io.github.twscache.benchmarks.results.Run.Profile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Grid} and {@link Selection}.
 */
class GridTests {

	private static final List<Scenario> WITHOUT_STATISTICS_TOO = List.of(Scenario.READ, Scenario.MIXED,
			Scenario.OVERWRITE, Scenario.EVICT, Scenario.READERS_WRITERS);

	@ParameterizedTest
	@CsvSource({ "SHORT", "LONG" })
	void everyPromiseIsMeasured(Profile profile) {
		List<Trial> trials = grid(profile).throughput(profile == Profile.LONG);
		for (String promise : List.of("read 2", "read 8", "mixed 8", "readers-writers 8", "overwrite 2", "overwrite 8",
				"evict 2", "evict 8")) {
			assertThat(trials).filteredOn((trial) -> trial.timing().forks() > 1)
				.filteredOn((trial) -> promise.equals(trial.scenario() + " " + trial.threads()))
				.as(promise)
				.extracting(Trial::subject)
				.contains("tws", "caffeine", "cache2k");
		}
	}

	@Test
	void theWholeGridHasEveryScenarioAndThoseOfPromisesWithoutStatisticsToo() {
		List<Trial> trials = grid(Profile.LONG).throughput(true);
		assertThat(trials).doesNotHaveDuplicates();
		for (Scenario scenario : Scenario.values()) {
			assertThat(trials).filteredOn((trial) -> trial.scenario().equals(scenario.id()))
				.extracting((trial) -> trial.parameters().get("statistics"))
				.as(scenario.id())
				.hasSameElementsAs(WITHOUT_STATISTICS_TOO.contains(scenario) ? List.of("on", "off") : List.of("on"));
		}
		assertThat(trials).filteredOn((trial) -> trial.scenario().equals("async-get"))
			.extracting(Trial::subject)
			.contains("caffeine-async")
			.doesNotContain("caffeine");
	}

	@Test
	void aComparisonHasTheSameCircumstancesForAll() {
		for (Trial trial : grid(Profile.LONG).throughput(true)) {
			assertThat(trial.settings()).containsEntry("rival", trial.subject())
				.containsEntry("statistics", String.valueOf("on".equals(trial.parameters().get("statistics"))));
		}
	}

	@Test
	void aRunTakesNoLongerThanAllowed() {
		assertThat(time(Profile.SHORT, false)).isLessThan(Duration.ofMinutes(9));
		assertThat(time(Profile.LONG, true)).isLessThan(Duration.ofMinutes(28));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', value = { "read; tws; 2; read 2 tws",
			"throughput/overwrite; hash.*|tws; 8; overwrite 8 tws,overwrite 8 hashmap", "level1/read; tws; 2;" })
	void someAreChosen(String scenarios, String subjects, String threads, String expected) {
		Selection selection = Selection.parse(new String[] { "short", "target", scenarios, subjects, threads });
		assertThat(selection.isAll()).isFalse();
		assertThat(selection.of(grid(Profile.SHORT).throughput(false)))
			.extracting((trial) -> trial.scenario() + " " + trial.threads() + " " + trial.subject())
			.containsExactly((expected != null) ? expected.split(",") : new String[0]);
	}

	@Test
	void withoutAChoiceItIsAll() {
		Selection selection = Selection.parse(new String[] { "short", "target" });
		List<Trial> trials = grid(Profile.SHORT).throughput(false);
		assertThat(selection.isAll()).isTrue();
		assertThat(selection.of(trials)).isEqualTo(trials).isNotEmpty();
	}

	@Test
	void trialTellsHowToRunItByHand() {
		assertThat(grid(Profile.SHORT).level1().get(0).command())
			.isEqualTo("java -jar benchmarks/target/benchmarks.jar " + ReadBenchmark.class.getName()
					+ ".read$ -t 2 -bm thrpt -tu s -p keys=zipf -p rival=tws");
	}

	private static Duration time(Profile profile, boolean all) {
		Grid grid = grid(profile);
		// Measured: a process takes two seconds beside its iterations, and an iteration
		// of a
		// crowd two and a half until all have begun and ended.
		return Duration.ofMillis(List.of(grid.throughput(all), grid.level1(), grid.latency())
			.stream()
			.flatMap(List::stream)
			.mapToLong(
					(trial) -> trial.timing().forks() * (2000 + (trial.timing().warmups() + trial.timing().iterations())
							* (trial.timing().iteration().toMillis() + ((trial.threads() == 100) ? 2500 : 0))))
			.sum());
	}

	private static Grid grid(Profile profile) {
		return new Grid(new Run(profile, Path.of("target")));
	}

}
