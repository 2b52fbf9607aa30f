package io.github.twscache.engine;

import java.util.concurrent.TimeUnit;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Key locks: one holder of a slot at a time, though locks are dropped all the time.
 */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KeyLockLincheckTests {

	@Test
	void keysOfOneSlotExcludeEachOtherThoughLocksAreDropped() {
		ModelRuns.check(Locks.class, LocksSpecification.class, 3);
	}

	/** Keys 1 and 2 share a slot, key 3 has the other. */
	static int slot(int key) {
		return key / 3;
	}

	@Param(name = "key", gen = IntGen.class, conf = "1:3")
	public static class Locks {

		private final KeyLock locks = new KeyLock(2);

		/** Plain, so that two holders of one slot would lose a step. */
		private final int[] counts = new int[2];

		@Operation
		public int count(@Param(name = "key") int key) {
			KeyLock.Held lock = this.locks.acquire(key | (slot(key) << 31));
			try {
				int count = this.counts[slot(key)] + 1;
				this.counts[slot(key)] = count;
				return count;
			}
			finally {
				lock.unlock();
			}
		}

		@Operation
		public void sweep() {
			this.locks.sweep();
		}

		@Validate
		public void locksThatNobodyHoldsCanAllBeDropped() {
			this.locks.sweep();
			if (this.locks.alive() != 0) {
				throw new IllegalStateException(this.locks.alive() + " locks are still held");
			}
		}

	}

	public static class LocksSpecification {

		private final int[] counts = new int[2];

		public int count(int key) {
			return ++this.counts[slot(key)];
		}

		public void sweep() {
		}

	}

}
