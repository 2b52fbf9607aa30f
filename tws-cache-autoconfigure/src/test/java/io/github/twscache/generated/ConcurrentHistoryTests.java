package io.github.twscache.generated;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Short programs of two to four threads on one to three keys, each run many times: there
 * must be an order of their operations that explains what they returned. Longer with
 * {@code -Dtws.generated.minutes=3}; a seed that failed fixes program and settings, not
 * the schedule, so with {@code -Dtws.generated.seed=...} it is run thousands of times.
 */
class ConcurrentHistoryTests {

	private static final int PROGRAMS = 300;

	/** A seed that is repeated fixes no schedule, so it is repeated often. */
	private static final int ROUNDS = (Long.getLong("tws.generated.seed") != null) ? 5000 : 25;

	/** Above the keys of a round. */
	private static final int KEYS_A_ROUND = 4;

	@Test
	void everyKeyIsLinearizable() throws Exception {
		try (HistoryRunner runner = new HistoryRunner()) {
			GeneratedRun.of("concurrent histories", PROGRAMS)
				.forEachSeed((seed) -> check(runner, seed, UnaryOperator.identity()));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "OLD_VALUE", "LOST_PUT", "EXPIRED_VALUE", "PUT_IF_PRESENT", "FALSE_REMOVAL", "LOADED_TWICE" })
	void plantedFaultIsFound(PlantedFault fault) {
		try (HistoryRunner runner = new HistoryRunner()) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
				for (int seed = 0; seed < PROGRAMS; seed++) {
					check(runner, seed, fault::plantIn);
				}
			}).withMessageContaining("-Dtws.generated.seed=");
		}
	}

	/** Runs the program of a seed; whatever it fails with is told with its seed. */
	private static void check(HistoryRunner runner, long seed, UnaryOperator<TtlCache<Key, Value>> wrapper) {
		Dice dice = new Dice(seed);
		HistorySettings settings = HistorySettings.draw(dice);
		Program program = Program.draw(dice);
		AtomicInteger round = new AtomicInteger();
		try {
			settings.use(wrapper, (cache) -> {
				while (round.get() < ROUNDS) {
					int firstKey = KEYS_A_ROUND * round.getAndIncrement();
					new History(program, runner.run(program, cache, firstKey)).check();
				}
			});
		}
		catch (Exception | AssertionError ex) {
			throw new AssertionError("Program failed in round " + round + ", to be repeated with -Dtws.generated.seed="
					+ seed + ": " + settings + "\n" + ex.getMessage(), ex);
		}
	}

}
