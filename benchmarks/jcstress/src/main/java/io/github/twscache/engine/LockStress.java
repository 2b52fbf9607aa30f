package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * One holder at a time, who sees all that the one before him wrote.
 */
final class LockStress {

	private LockStress() {
	}

	@JCStressTest
	@Description("A lock that is tried for a while before its taker goes to sleep.")
	@Outcome(id = { "1, 2", "2, 1" }, expect = ACCEPTABLE, desc = "One after the other")
	@Outcome(expect = FORBIDDEN, desc = "Both at once")
	@State
	public static class Handoff {

		private final ShortLock lock = new ShortLock();

		private int count;

		@Actor
		public void first(II_Result r) {
			r.r1 = next();
		}

		@Actor
		public void second(II_Result r) {
			r.r2 = next();
		}

		private int next() {
			if (!this.lock.tryLock()) {
				this.lock.lockSoon();
			}
			try {
				int seen = this.count;
				// A hold long enough to be met.
				Thread.onSpinWait();
				this.count = seen + 1;
				return seen + 1;
			}
			finally {
				this.lock.unlock();
			}
		}

	}

	@JCStressTest
	@Description("A key lock that both threads drop before they take it.")
	@Outcome(id = { "1, 2", "2, 1" }, expect = ACCEPTABLE, desc = "One after the other")
	@Outcome(expect = FORBIDDEN, desc = "Both at once, with two locks of one key")
	@State
	public static class DroppedKeyLock {

		private final KeyLock locks = new KeyLock(1);

		private int count;

		public DroppedKeyLock() {
			this.locks.acquire(0).unlock();
		}

		@Actor
		public void first(II_Result r) {
			r.r1 = next();
		}

		@Actor
		public void second(II_Result r) {
			r.r2 = next();
		}

		private int next() {
			this.locks.sweep();
			KeyLock.Held lock = this.locks.acquire(0);
			try {
				int seen = this.count;
				Thread.onSpinWait();
				this.count = seen + 1;
				return seen + 1;
			}
			finally {
				lock.unlock();
			}
		}

	}

}
