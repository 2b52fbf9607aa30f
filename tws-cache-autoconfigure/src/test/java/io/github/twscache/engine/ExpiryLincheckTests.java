package io.github.twscache.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.twscache.FakeTicker;

/**
 * Expiry, with a clock that an operation moves on and cleanups that an operation runs.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExpiryLincheckTests {

	private static final Duration STEP = Duration.ofSeconds(5);

	private static final Duration LIFE = STEP.multipliedBy(ForgetfulCache.LIFE);

	@Test
	void entriesLiveExactlyAsLongAsTheyShould() {
		ModelRuns.check(Exact.class, ExactSpecification.class);
	}

	@Test
	void nothingExpiredIsFoundThoughTheClockMovesDuringWrites() {
		ModelRuns.checkRelaxed(ClockDuringWrites.class, ForgetfulCache.MissesTellNothing.class);
	}

	/**
	 * What stores and what moves the clock comes from one thread: a writer takes the time
	 * before it stores, so a step in between would make the deadline a step nearer.
	 */
	@Param(name = "key", gen = IntGen.class, conf = "1:2")
	@Param(name = "value", gen = IntGen.class, conf = "1:2")
	public static class Exact {

		private final FakeTicker ticker = new FakeTicker();

		private final ModelStore cache = ModelStore.expiring(LIFE, this.ticker::read);

		@Operation
		public Integer get(@Param(name = "key") int key) {
			return this.cache.get(key);
		}

		@Operation(nonParallelGroup = "writers and clock")
		public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
			this.cache.put(key, value);
		}

		@Operation(nonParallelGroup = "writers and clock")
		public Integer putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
			return this.cache.putIfAbsent(key, value);
		}

		@Operation(nonParallelGroup = "writers and clock")
		public void advance() {
			this.ticker.advance(STEP);
		}

		@Operation
		public boolean invalidate(@Param(name = "key") int key) {
			return this.cache.invalidate(key);
		}

		@Operation
		public void cleanUp() {
			this.cache.cleanUp();
		}

	}

	public static class ExactSpecification {

		private final Map<Integer, Integer> values = new HashMap<>();

		private final Map<Integer, Integer> deadlines = new HashMap<>();

		private int now;

		public Integer get(int key) {
			return (this.deadlines.getOrDefault(key, 0) > this.now) ? this.values.get(key) : null;
		}

		public void put(int key, int value) {
			this.values.put(key, value);
			this.deadlines.put(key, this.now + ForgetfulCache.LIFE);
		}

		public Integer putIfAbsent(int key, int value) {
			Integer present = get(key);
			if (present == null) {
				put(key, value);
			}
			return present;
		}

		public void advance() {
			this.now++;
		}

		public boolean invalidate(int key) {
			boolean alive = get(key) != null;
			this.deadlines.remove(key);
			return alive;
		}

		public void cleanUp() {
		}

	}

	/**
	 * Here an entry may expire early, and even be missed between a writer's value and its
	 * deadline and be seen again, but never late.
	 */
	public static class ClockDuringWrites extends CacheModel {

		private final FakeTicker ticker;

		public ClockDuringWrites() {
			this(new FakeTicker());
		}

		private ClockDuringWrites(FakeTicker ticker) {
			super(ModelStore.expiring(LIFE, ticker::read));
			this.ticker = ticker;
		}

		@Operation
		public void advance() {
			this.ticker.advance(STEP);
		}

		@Operation
		public void cleanUp() {
			this.cache.cleanUp();
		}

	}

}
