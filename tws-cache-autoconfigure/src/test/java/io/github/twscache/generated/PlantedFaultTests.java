package io.github.twscache.generated;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The generated cases find faults, and show them by a few steps.
 */
@Timeout(60)
@Tag("generated")
@ExtendWith(QuietLog.class)
class PlantedFaultTests {

	private static final int CASES = 1500;

	/** So many that a cache of twelve can be filled. */
	private static final int MOST_STEPS = 16;

	@ParameterizedTest
	@EnumSource
	void faultIsFoundAndShownByAFewSteps(PlantedFault fault) {
		CaseRunner runner = new CaseRunner(fault::open);
		Scenario failing = null;
		for (long seed = 0; seed < CASES && failing == null; seed++) {
			Scenario scenario = Scenario.draw(seed);
			failing = (runner.failure(scenario) != null) ? scenario : null;
		}
		assertThat(failing).as("a case that finds %s", fault).isNotNull();
		Scenario shrunk = runner.shrink(failing);
		assertThat(shrunk.steps()).as("the shortest case for %s", fault).hasSizeLessThanOrEqualTo(MOST_STEPS);
		assertThat(shrunk.describe()).contains("CaseSettings");
	}

	@Test
	void failureTellsSeedSettingsAndSteps() {
		CaseRunner runner = new CaseRunner(PlantedFault.LOST_PUT::open);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
			for (long seed = 0; seed < CASES; seed++) {
				runner.check(Scenario.draw(seed));
			}
		})
			.withMessageContaining("-Dtws.generated.seed=")
			.withMessageContaining("keyLocks=")
			.withMessageContaining("1. ");
	}

	@Test
	void sameSeedDrawsTheSameCase() {
		assertThat(Scenario.draw(7).describe()).isEqualTo(Scenario.draw(7).describe())
			.isNotEqualTo(Scenario.draw(8).describe());
	}

	@Test
	void cacheWithSomethingAroundItThatDoesNoHarmPasses() {
		AtomicInteger calls = new AtomicInteger();
		CaseRunner runner = new CaseRunner((settings) -> PlantedFault.open(settings, (cache, call) -> {
			calls.incrementAndGet();
			return call.real();
		}));
		assertThatCode(() -> {
			for (long seed = 0; seed < 100; seed++) {
				runner.check(Scenario.draw(seed));
			}
		}).doesNotThrowAnyException();
		assertThat(calls).hasPositiveValue();
	}

}
