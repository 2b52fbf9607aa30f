package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.MILLI;
import static io.github.twscache.engine.StressedStore.ONE;
import static io.github.twscache.engine.StressedStore.THREE;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.deadline;
import static io.github.twscache.engine.StressedStore.filed;
import static io.github.twscache.engine.StressedStore.get;
import static io.github.twscache.engine.StressedStore.getFromLevel1;
import static io.github.twscache.engine.StressedStore.millis;
import static io.github.twscache.engine.StressedStore.number;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.promote;
import static io.github.twscache.engine.StressedStore.put;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * A value and its deadline are two fields. A reader, who takes the deadline first, never
 * pairs an old value with a new deadline; writers leave a value with its own.
 */
final class OverwriteStress {

	private OverwriteStress() {
	}

	@JCStressTest
	@Description("A writer without lock makes the deadline later.")
	@Outcome(id = { "100, 1", "100, 2", "200, 2" }, expect = ACCEPTABLE, desc = "Old, new, or just between")
	@Outcome(id = "200, 1", expect = FORBIDDEN, desc = "The old value would live too long")
	@State
	public static class LaterDeadline {

		private final Entry entry = new Entry(KEY, HASH, ONE, 100 * MILLI, 0);

		@Actor
		public void writer() {
			this.entry.replaceValue(TWO);
			this.entry.extend(TWO, 100 * MILLI, 200 * MILLI, 0);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = millis(this.entry.deadline());
			r.r2 = number(this.entry.value());
		}

	}

	@JCStressTest
	@Description("A writer with the shard lock makes the deadline nearer.")
	@Outcome(id = { "100, 1", "100, 2", "50, 2" }, expect = ACCEPTABLE, desc = "Old, new, or just between")
	@Outcome(id = "50, 1", expect = FORBIDDEN, desc = "The old value with the new deadline")
	@State
	public static class NearerDeadline {

		private final Entry entry = new Entry(KEY, HASH, ONE, 100 * MILLI, 0);

		@Actor
		public void writer() {
			this.entry.replaceValue(TWO);
			this.entry.deadline(TWO, 100 * MILLI, 50 * MILLI, 0);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = millis(this.entry.deadline());
			r.r2 = number(this.entry.value());
		}

	}

	@JCStressTest
	@Description("Two writers without lock, each with a time of its own.")
	@Outcome(id = "2, 10020", expect = ACCEPTABLE, desc = "The early one came last, and made the deadline nearer")
	@Outcome(id = "3, 10040", expect = ACCEPTABLE, desc = "The late one came last")
	@Outcome(expect = FORBIDDEN, desc = "A value with the deadline of another")
	@State
	public static class TwoWithoutLock {

		private boolean running;

		private @Nullable Thread earlyThread;

		private final ShardedStore store = StressedStore.open(this::nanos);

		public TwoWithoutLock() {
			put(this.store, ONE);
			this.running = true;
		}

		private long nanos() {
			if (!this.running) {
				return 0;
			}
			// Whatever another thread sees here, it is not itself.
			return (Thread.currentThread() == this.earlyThread) ? 20 * MILLI : 40 * MILLI;
		}

		@Actor
		public void early() {
			this.earlyThread = Thread.currentThread();
			put(this.store, TWO);
		}

		@Actor
		public void late() {
			put(this.store, THREE);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r1 = peek(this.store);
			r.r2 = deadline(this.store);
		}

	}

	@JCStressTest
	@Description("A writer with the shard lock, because its deadline is nearer, and one without.")
	@Outcome(id = "2, 1000, 1", expect = ACCEPTABLE, desc = "The one with the lock came last")
	@Outcome(id = "3, 10000, 1", expect = ACCEPTABLE, desc = "The one without came last")
	@Outcome(expect = FORBIDDEN, desc = "The deadline of another, or filed too late for cleanup")
	@State
	public static class WithLockAndWithout {

		private final ShardedStore store = StressedStore.open();

		public WithLockAndWithout() {
			this.store.writer().put(KEY, HASH, ONE, 5000 * MILLI);
		}

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
	@Description("An expired value is not read although its overwriter makes the entry live again.")
	@Outcome(id = { "0, 0", "0, 2", "2, 2" }, expect = ACCEPTABLE, desc = "Nothing, or the new value")
	@Outcome(expect = FORBIDDEN, desc = "The expired value, or the new one taken back")
	@State
	public static class ExpiredValue {

		private long now;

		private final ShardedStore store = StressedStore.openWithLevel1(1000, () -> this.now);

		public ExpiredValue() {
			this.store.writer().put(KEY, HASH, ONE, 100 * MILLI);
			promote(this.store);
			this.now = 150 * MILLI;
		}

		@Actor
		public void writer() {
			put(this.store, TWO);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = getFromLevel1(this.store);
			r.r2 = get(this.store);
		}

	}

}
