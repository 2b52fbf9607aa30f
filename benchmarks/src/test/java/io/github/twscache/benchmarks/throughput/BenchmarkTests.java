package io.github.twscache.benchmarks.throughput;

import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

import io.github.twscache.benchmarks.rivals.Rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The benchmarks do to every cache what their names say.
 */
class BenchmarkTests {

	private final Cursor cursor = new Cursor();

	@ParameterizedTest
	@EnumSource
	void readsHit(Rival rival) {
		RoomyCache state = roomy(rival);
		ReadBenchmark benchmark = new ReadBenchmark();
		for (int i = 0; i < 100; i++) {
			assertThat(benchmark.read(state, this.cursor)).isEqualTo(state.key(4 * i));
			assertThat(benchmark.readEqual(state, this.cursor)).isEqualTo(state.key(4 * i + 1));
			assertThat(benchmark.loadHit(state, this.cursor)).isEqualTo(state.key(4 * i + 2));
			assertThat(benchmark.asyncGet(state, this.cursor)).isCompletedWithValue(state.key(4 * i + 3));
		}
		state.check();
		state.close();
	}

	@ParameterizedTest
	@EnumSource
	void overwritesStoreOtherValues(Rival rival) {
		RoomyCache state = roomy(rival);
		new WriteBenchmark().overwrite(state, this.cursor);
		assertThat(state.cache.get(state.key(0))).isEqualTo(state.key(1)).isNotEqualTo(state.key(0));
		assertThat(state.cache.size()).isEqualTo(MeasuredCache.NUM_KEYS);
		state.close();
	}

	@ParameterizedTest
	@EnumSource
	void oneOfFourOfTheMixIsAWrite(Rival rival) {
		RoomyCache state = roomy(rival);
		WriteBenchmark benchmark = new WriteBenchmark();
		int reads = 0;
		for (int i = 0; i < 100; i++) {
			reads += (benchmark.mixed(state, this.cursor) != null) ? 1 : 0;
		}
		assertThat(reads).isEqualTo(75);
		state.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "TWS", "CAFFEINE" })
	void fullCacheStaysFull(Rival rival) {
		CrowdedCache state = new CrowdedCache();
		state.rival = rival.id();
		state.start();
		WriteBenchmark benchmark = new WriteBenchmark();
		for (int i = 0; i < 100; i++) {
			benchmark.evict(state, this.cursor);
		}
		state.cache.cleanUp();
		assertThat(state.cache.size()).isBetween(MeasuredCache.NUM_KEYS * 9L / 10, (long) MeasuredCache.NUM_KEYS);
		state.close();
	}

	@Test
	void whatHasExpiredIsWrittenAgain() {
		FleetingCache state = new FleetingCache();
		state.start();
		WriteBenchmark benchmark = new WriteBenchmark();
		assertThat(benchmark.churn(state, this.cursor)).isNull();
		String key = state.key(0);
		assertThat(state.cache.get(key)).isEqualTo(key);
		Awaitility.await().until(() -> state.cache.get(key) == null);
		assertThat(benchmark.churn(state, new Cursor())).isNull();
		state.close();
	}

	@Test
	void lostKeysAreNoticed() {
		RoomyCache state = new RoomyCache();
		state.start();
		assertThatIllegalStateException().isThrownBy(state::check).withMessageContaining("tws has lost key-0");
		state.close();
	}

	@Test
	void unknownDistributionNamesTheKnown() {
		RoomyCache state = new RoomyCache();
		state.keys = "normal";
		assertThatIllegalArgumentException().isThrownBy(state::start).withMessageContaining("zipf and uniform");
	}

	@ParameterizedTest
	@EnumSource
	void everyScenarioHasItsBenchmark(Scenario scenario) {
		List<String> include = List.of("^" + scenario.benchmark() + "$");
		List<String> found = new ArrayList<>();
		for (BenchmarkListEntry entry : BenchmarkList.defaultList()
			.find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), include, List.of())) {
			found.add(entry.getUsername());
		}
		assertThat(found).containsExactly(scenario.benchmark());
	}

	private static RoomyCache roomy(Rival rival) {
		RoomyCache state = new RoomyCache();
		state.rival = rival.id();
		state.start();
		state.fill();
		return state;
	}

}
