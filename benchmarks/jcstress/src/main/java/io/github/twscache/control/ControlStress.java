package io.github.twscache.control;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * Tests that must fail.
 */
final class ControlStress {

	private ControlStress() {
	}

	@JCStressTest
	@Description("Broken on purpose: two threads count in a plain field.")
	@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both counted")
	@Outcome(id = "1", expect = FORBIDDEN, desc = "One lost, as it has to be now and then")
	@State
	public static class LostUpdate {

		private int count;

		@Actor
		public void first() {
			this.count++;
		}

		@Actor
		public void second() {
			this.count++;
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = this.count;
		}

	}

	@JCStressTest
	@Description("Broken on purpose: the writer stores the deadline before the value.")
	@Outcome(id = { "1, 1", "1, 2", "2, 2" }, expect = ACCEPTABLE, desc = "Old, new, or just between")
	@Outcome(id = "2, 1", expect = FORBIDDEN, desc = "An old value with a new deadline, as it has to be now and then")
	@State
	public static class WrongOrder {

		private volatile int deadline = 1;

		private volatile int value = 1;

		@Actor
		public void writer() {
			this.deadline = 2;
			this.value = 2;
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = this.deadline;
			r.r2 = this.value;
		}

	}

}
