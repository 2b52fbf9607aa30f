package io.github.twscache.engine;

import java.util.concurrent.TimeUnit;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A full cache: it may forget what it likes, but shows nothing that was removed,
 * overwritten or evicted, and never holds more than its bound.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EvictionLincheckTests {

	@Test
	void nothingGoneIsFoundInACacheOfOneEntry() {
		ModelRuns.checkRelaxed(RoomForOne.class, ForgetfulCache.class);
	}

	@Test
	void nothingGoneIsFoundInACacheOfTwoEntries() {
		ModelRuns.checkRelaxed(RoomForTwo.class, ForgetfulCache.class);
	}

	@Test
	void nothingGoneIsFoundInACacheOfThreeEntries() {
		ModelRuns.checkRelaxed(RoomForThree.class, ForgetfulCache.class);
	}

	public abstract static class Full extends CacheModel {

		private final long maximum;

		Full(long maximum) {
			super(ModelStore.bounded(maximum));
			this.maximum = maximum;
		}

		/** Pushes entries out that the other operations look for. */
		@Operation
		public void putOther(@Param(gen = IntGen.class, conf = "3:6") int key) {
			this.cache.put(key, 0);
		}

		@Operation
		public long size() {
			long size = this.cache.size();
			if (size > this.maximum) {
				throw new IllegalStateException(size + " entries where " + this.maximum + " are the most");
			}
			return size;
		}

	}

	public static class RoomForOne extends Full {

		public RoomForOne() {
			super(1);
		}

	}

	public static class RoomForTwo extends Full {

		public RoomForTwo() {
			super(2);
		}

	}

	public static class RoomForThree extends Full {

		public RoomForThree() {
			super(3);
		}

	}

}
