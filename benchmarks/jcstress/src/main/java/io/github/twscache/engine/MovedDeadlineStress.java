package io.github.twscache.engine;

import java.util.Objects;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.deadline;
import static io.github.twscache.engine.StressedStore.filed;
import static io.github.twscache.engine.StressedStore.get;
import static io.github.twscache.engine.StressedStore.millis;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.putIfAbsent;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * What a move makes of deadlines: an entry that has expired is not carried on unless it
 * was just overwritten, and a writer finds out which it was. The time stands at 150 ms, a
 * value lives for 10 s.
 */
final class MovedDeadlineStress {

	private MovedDeadlineStress() {
	}

	@JCStressTest
	@Description("A put into an expired entry: own read, value and deadline when all is over, entries filed.")
	@Outcome(id = "2, 2, 10150, 1", expect = ACCEPTABLE, desc = "The new value is there, with its deadline")
	@Outcome(expect = FORBIDDEN, desc = "Left behind as expired, or with a wrong deadline, or filed wrongly")
	@State
	public static class PutIntoExpired {

		private final Resizing resizing = Resizing.growing(StressedStore.openExpired());

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(IIII_Result r) {
			put(this.resizing.store(), TWO);
			r.r1 = get(this.resizing.store());
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = deadline(this.resizing.store());
			r.r4 = filed(this.resizing.store());
		}

	}

	@JCStressTest
	@Description("A put makes the deadline later: own read, value and deadline when all is over, entries filed.")
	@Outcome(id = "2, 2, 10150, 1", expect = ACCEPTABLE, desc = "The new value is there, with its deadline")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or moved with the deadline of before, or filed wrongly")
	@State
	public static class PutIntoAged {

		private final Resizing resizing = Resizing.growing(StressedStore.openAged());

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(IIII_Result r) {
			put(this.resizing.store(), TWO);
			r.r1 = get(this.resizing.store());
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = deadline(this.resizing.store());
			r.r4 = filed(this.resizing.store());
		}

	}

	@JCStressTest
	@Description("Put-if-absent where a key has expired: answer, own read, value when all is over, entries filed.")
	@Outcome(id = "0, 2, 2, 1", expect = ACCEPTABLE, desc = "Stored, once")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or there twice, or the expired value was found")
	@State
	public static class PutIfAbsent {

		private final Resizing resizing = Resizing.growing(StressedStore.openExpired());

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(IIII_Result r) {
			r.r1 = putIfAbsent(this.resizing.store(), TWO);
			r.r2 = get(this.resizing.store());
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r3 = peek(this.resizing.store());
			r.r4 = filed(this.resizing.store());
		}

	}

	@JCStressTest
	@Description("A deadline is ended after the death of its entry: seen ended, in that order, the entry is dead.")
	@Outcome(id = { "10000, 1", "10000, 0", "0, 0" }, expect = ACCEPTABLE, desc = "Alive, or dead, with its end or not")
	@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "A living value would be taken for expired")
	@State
	public static class EndedDeadline {

		private final Resizing resizing = Resizing.growing(StressedStore.openAged());

		private final Entry entry = Objects.requireNonNull(this.resizing.store().find(KEY, HASH));

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void reader(II_Result r) {
			// MOVED is less than a millisecond.
			r.r1 = millis(this.entry.deadline());
			r.r2 = this.entry.isDead() ? 0 : 1;
		}

	}

}
