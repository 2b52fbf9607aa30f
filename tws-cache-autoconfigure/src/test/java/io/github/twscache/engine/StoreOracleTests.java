package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The oracle has nothing to say of a store that only lived.
 */
@Timeout(60)
class StoreOracleTests {

	private static final int STEPS = 20_000;

	private static final int STEPS_A_LOOK = 250;

	private static final int THREADS = 4;

	private static final Duration LONGEST = Duration.ofSeconds(50);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	/** The seed of a failure, given as {@code -Dtws.seed}, lives the same life again. */
	private final long seed = Long.getLong("tws.seed", System.nanoTime());

	static Stream<StoreSettings> settings() {
		long second = Duration.ofSeconds(1).toNanos();
		return Stream.of(new StoreSettings(4, 1000, null, 10 * second, -1, 0, 0, 0, 64, true),
				new StoreSettings(1, 100, null, 5 * second, second, .5, 0, 16, 1, true),
				new StoreSettings(8, 2000, null, 0, 3 * second, 0, 0, -1, 4, false),
				new StoreSettings(4, 3000, StoreOracleTests::weigh, 10 * second, -1, 0, 0, 0, 64, true),
				new StoreSettings(4, 1000, null, 10 * second, -1, .2, 2 * second, 0, 64, true),
				new StoreSettings(2, 900, StoreOracleTests::weigh, 0, -1, 0, second, 0, 8, true),
				new StoreSettings(4, 1000, null, 0, -1, 0, 0, 0, 64, true, FixedRules.staleAndRefreshed(),
						LoadSettings.NONE),
				new StoreSettings(4, 900, StoreOracleTests::weigh, 0, -1, 0, 5 * second, 0, 64, true,
						FixedRules.stale(), LoadSettings.NONE),
				new StoreSettings(4, 1000, null, 0, -1, 0, 0, 0, 64, true,
						new FixedRules(new Terms(5 * second, .5, 0, 0)), LoadSettings.NONE));
	}

	private static int weigh(Object key, Object value) {
		return (key.hashCode() + value.hashCode()) & 15;
	}

	@ParameterizedTest
	@MethodSource("settings")
	void storeIsWholeWhateverHappensToIt(StoreSettings settings) {
		ShardedStore store = open(settings);
		SplittableRandom random = new SplittableRandom(this.seed);
		StoreLife life = new StoreLife(store, this.stores.ticker, random);
		for (int step = 1; step <= STEPS; step++) {
			life.step();
			life.rareStep();
			if (step % STEPS_A_LOOK == 0) {
				assertThat(StoreOracle.await(store).problems()).as("seed %d, step %d", this.seed, step).isEmpty();
			}
		}
		assertThat(store.loads().mayHaveTickets()).as("seed %d", this.seed).isFalse();
		store.close();
		assertThat(StoreOracle.await(store).problems()).as("seed %d, closed", this.seed).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("settings")
	void storeIsWholeWhileAndAfterManyThreadsUseIt(StoreSettings settings) throws Exception {
		ShardedStore store = open(settings);
		SplittableRandom seeds = new SplittableRandom(this.seed);
		List<Future<Integer>> lives = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			StoreLife life = new StoreLife(store, this.stores.ticker, seeds.split());
			boolean rare = thread == 0;
			lives.add(this.workers.start(() -> live(life, rare)));
		}
		Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(() -> {
			StoreOracle.glance(store).assertNothingWrong();
			return lives.stream().allMatch(Future::isDone);
		});
		for (Future<Integer> life : lives) {
			assertThat(Workers.result(life)).isEqualTo(STEPS);
		}
		assertThat(StoreOracle.await(store).problems()).as("seed %d", this.seed).isEmpty();
		assertThat(store.loads().mayHaveTickets()).as("seed %d", this.seed).isFalse();
		store.close();
	}

	private static int live(StoreLife life, boolean rare) {
		for (int step = 0; step < STEPS; step++) {
			life.step();
			if (rare) {
				life.rareStep();
			}
		}
		return STEPS;
	}

	@Test
	void oracleNamesEverythingItFinds() {
		StoreReport report = new StoreReport();
		report.disagree("the first of %d", 2);
		report.disagree("the second");
		report.unrest("a lock is held");
		assertThat(report.isQuiet()).isFalse();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(report::assertContent)
			.withMessageContainingAll("2 disagreement(s)", "the first of 2", "the second", "not quiet",
					"a lock is held");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(report::assertNothingWrong);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(report::assertQuiet);
	}

	@Test
	void oracleWaitsUntilTheStoreIsQuiet() {
		ShardedStore store = this.stores.open(4, 1000, null);
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = store.loads().loadAsync("key", Spread.hash("key"), () -> source);
		assertThat(StoreOracle.look(store).isQuiet()).isFalse();
		StoreOracle.glance(store).assertNothingWrong();
		source.completeAsync(() -> "value");
		assertThat(StoreOracle.await(store).problems()).isEmpty();
		assertThat(answer).isCompletedWithValue("value");
	}

	private ShardedStore open(StoreSettings settings) {
		return new ShardedStore(settings, new CacheClock(this.stores.ticker::read, false),
				this.stores.maintenance(3, Duration.ofDays(1)), null);
	}

}
