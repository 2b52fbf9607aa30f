package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.MILLI;
import static io.github.twscache.engine.StressedStore.THREE;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.deadline;
import static io.github.twscache.engine.StressedStore.filed;
import static io.github.twscache.engine.StressedStore.get;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.putIfAbsent;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * An expired entry that gets a new value without any lock, beside others who want it. The
 * expired value is 1, the time stands at 150 ms, a value lives for 10 s.
 */
final class ExpiredStress {

	private ExpiredStress() {
	}

	@JCStressTest
	@Description("Cleanup takes the entry for expired: own read, value and deadline when all is over, entries filed.")
	@Outcome(id = "2, 2, 10150, 1", expect = ACCEPTABLE, desc = "The new value is there, with its deadline")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or with the deadline of before, or filed wrongly")
	@State
	public static class PutAndCleanup {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void cleaner() {
			this.store.cleanup().run();
		}

		@Actor
		public void writer(IIII_Result r) {
			put(this.store, TWO);
			r.r1 = get(this.store);
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r2 = peek(this.store);
			r.r3 = deadline(this.store);
			r.r4 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("Two writers: own read of each, value and deadline when all is over.")
	@Outcome(id = "[23], 3, 3, 10150", expect = ACCEPTABLE, desc = "The second writer came last")
	@Outcome(id = "2, [23], 2, 10150", expect = ACCEPTABLE, desc = "The first writer came last")
	@Outcome(expect = FORBIDDEN, desc = "A key is missed though its writer is through, or a deadline is wrong")
	@State
	public static class TwoPuts {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void first(IIII_Result r) {
			put(this.store, TWO);
			r.r1 = get(this.store);
		}

		@Actor
		public void second(IIII_Result r) {
			put(this.store, THREE);
			r.r2 = get(this.store);
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r3 = peek(this.store);
			r.r4 = deadline(this.store);
		}

	}

	@JCStressTest
	@Description("A writer with the shard lock, because its time to live is its own, and one without.")
	@Outcome(id = "2, 1150, 1", expect = ACCEPTABLE, desc = "The one with the lock came last")
	@Outcome(id = "3, 10150, 1", expect = ACCEPTABLE, desc = "The one without came last")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or with the deadline of another, or filed wrongly")
	@State
	public static class WithLockAndWithout {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void withLock() {
			this.store.writer().put(KEY, HASH, TWO, 1000 * MILLI);
		}

		@Actor
		public void withoutLock() {
			put(this.store, THREE);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r1 = peek(this.store);
			r.r2 = deadline(this.store);
			r.r3 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("Put-if-absent and a put: answer, own read of the put, value when all is over, entries filed.")
	@Outcome(id = "0, 3, 3, 1", expect = ACCEPTABLE, desc = "Put-if-absent found nothing, the put came last")
	@Outcome(id = "3, 3, 3, 1", expect = ACCEPTABLE, desc = "Put-if-absent found the value of the put")
	@Outcome(expect = FORBIDDEN, desc = "A put is lost to a put-if-absent, or the expired value was found")
	@State
	public static class PutIfAbsentAndPut {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void conditional(IIII_Result r) {
			r.r1 = putIfAbsent(this.store, TWO);
		}

		@Actor
		public void writer(IIII_Result r) {
			put(this.store, THREE);
			r.r2 = get(this.store);
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r3 = peek(this.store);
			r.r4 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("Two put-if-absents: both answers, value when all is over, entries filed.")
	@Outcome(id = "0, 2, 2, 1", expect = ACCEPTABLE, desc = "The first stored, the second found it")
	@Outcome(id = "3, 0, 3, 1", expect = ACCEPTABLE, desc = "The second stored, the first found it")
	@Outcome(expect = FORBIDDEN, desc = "Both stored, or none, or the expired value was found")
	@State
	public static class TwoPutIfAbsents {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void first(IIII_Result r) {
			r.r1 = putIfAbsent(this.store, TWO);
		}

		@Actor
		public void second(IIII_Result r) {
			r.r2 = putIfAbsent(this.store, THREE);
		}

		@Arbiter
		public void end(IIII_Result r) {
			r.r3 = peek(this.store);
			r.r4 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("A reader while put-if-absent puts a copy in the place of the expired entry.")
	@Outcome(id = { "0, 0", "0, 2", "2, 2" }, expect = ACCEPTABLE, desc = "Nothing, or the new value")
	@Outcome(expect = FORBIDDEN, desc = "The expired value, or the new one taken back")
	@State
	public static class PutIfAbsentAndRead {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void conditional() {
			putIfAbsent(this.store, TWO);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = get(this.store);
			r.r2 = get(this.store);
		}

	}

	@JCStressTest
	@Description("An invalidation and a put: whether there was a value, value when all is over, entries filed.")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The new value was there, and is removed")
	@Outcome(id = "0, 2, 1", expect = ACCEPTABLE, desc = "The put came last")
	@Outcome(expect = FORBIDDEN, desc = "Removed and there all the same, or the expired value is back")
	@State
	public static class PutAndRemoval {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void remover(III_Result r) {
			r.r1 = remove(this.store);
		}

		@Actor
		public void writer() {
			put(this.store, TWO);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.store);
			r.r3 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("A clear and a put: value when all is over, entries filed.")
	@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The clear came last")
	@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "The put came last")
	@Outcome(expect = FORBIDDEN, desc = "The expired value is back, or the table miscounts")
	@State
	public static class PutAndClear {

		private final ShardedStore store = StressedStore.openExpired();

		@Actor
		public void clearer() {
			this.store.writer().clear();
		}

		@Actor
		public void writer() {
			put(this.store, TWO);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r1 = peek(this.store);
			r.r2 = filed(this.store);
		}

	}

}
