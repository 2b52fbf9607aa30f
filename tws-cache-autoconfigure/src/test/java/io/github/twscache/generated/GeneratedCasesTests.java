package io.github.twscache.generated;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Thousands of sequences of steps, on caches of all settings, against the model. Longer
 * with {@code -Dtws.generated.minutes=3}, one case with {@code -Dtws.generated.seed=...}
 * as a failure tells it, more from it on with {@code -Dtws.generated.cases=...} as well.
 */
@Tag("generated")
@ExtendWith(QuietLog.class)
class GeneratedCasesTests {

	private static final int CASES = 3000;

	@Test
	void cacheDoesWhatTheModelDoes() throws Exception {
		CaseRunner runner = new CaseRunner(Subject::open);
		GeneratedRun.of("generated cases", CASES).forEachSeed((seed) -> runner.check(Scenario.draw(seed)));
	}

}
