package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import static io.github.twscache.engine.StressedStore.ONE;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.get;
import static io.github.twscache.engine.StressedStore.load;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.putIfAbsent;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * A resize, from the first new topology to the last, beside one use of a key that moves:
 * nobody notices it.
 */
final class ResizeStress {

	private ResizeStress() {
	}

	@JCStressTest
	@Description("A key that is there is never missed while shards are added.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Found")
	@Outcome(expect = FORBIDDEN, desc = "Missed")
	@State
	public static class Read {

		private final Resizing resizing = Resizing.growing();

		public Read() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void reader(III_Result r) {
			r.r1 = get(this.resizing.store());
			r.r2 = get(this.resizing.store());
			r.r3 = get(this.resizing.store());
		}

	}

	@JCStressTest
	@Description("A key that is there is never missed while shards are drained.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Found")
	@Outcome(expect = FORBIDDEN, desc = "Missed")
	@State
	public static class ReadInShrinking {

		private final Resizing resizing = Resizing.shrinking();

		public ReadInShrinking() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void reader(III_Result r) {
			r.r1 = get(this.resizing.store());
			r.r2 = get(this.resizing.store());
			r.r3 = get(this.resizing.store());
		}

	}

	@JCStressTest
	@Description("An overwrite is not lost: own read, read when all is over, number of entries.")
	@Outcome(id = "2, 2, 1", expect = ACCEPTABLE, desc = "The new value is there, once")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or there twice")
	@State
	public static class Overwrite {

		private final Resizing resizing = Resizing.growing();

		public Overwrite() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(III_Result r) {
			put(this.resizing.store(), TWO);
			r.r1 = get(this.resizing.store());
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = (int) this.resizing.store().size();
		}

	}

	@JCStressTest
	@Description("A new entry is not left behind: own read, read when all is over, number of entries.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The entry is there, once")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or there twice")
	@State
	public static class Insert {

		private final Resizing resizing = Resizing.growing();

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(III_Result r) {
			put(this.resizing.store(), ONE);
			r.r1 = get(this.resizing.store());
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = (int) this.resizing.store().size();
		}

	}

	@JCStressTest
	@Description("Put-if-absent finds the key that is there, and stores nothing beside it.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The present value")
	@Outcome(expect = FORBIDDEN, desc = "Missed, or there twice")
	@State
	public static class PutIfAbsent {

		private final Resizing resizing = Resizing.growing();

		public PutIfAbsent() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void writer(III_Result r) {
			r.r1 = putIfAbsent(this.resizing.store(), TWO);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = (int) this.resizing.store().size();
		}

	}

	@JCStressTest
	@Description("A loaded value is stored where its key belongs: answer, read when all is over, number of entries.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The value is there, once")
	@Outcome(expect = FORBIDDEN, desc = "Lost, or there twice")
	@State
	public static class LoadedValue {

		private final Resizing resizing = Resizing.growing();

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void loader(III_Result r) {
			r.r1 = load(this.resizing.store(), () -> 1);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.resizing.store());
			r.r3 = (int) this.resizing.store().size();
		}

	}

	@JCStressTest
	@Description("An invalidation finds the key and holds: answer, own read, number of entries.")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Removed")
	@Outcome(expect = FORBIDDEN, desc = "Missed, or back again")
	@State
	public static class Remove {

		private final Resizing resizing = Resizing.growing();

		public Remove() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void remover(III_Result r) {
			r.r1 = remove(this.resizing.store());
			r.r2 = get(this.resizing.store());
		}

		@Arbiter
		public void end(III_Result r) {
			r.r3 = (int) this.resizing.store().size();
		}

	}

	@JCStressTest
	@Description("A clear finds the key once and holds: entries cleared, own read, number of entries.")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Cleared")
	@Outcome(expect = FORBIDDEN, desc = "Missed, counted twice, or back again")
	@State
	public static class Clear {

		private final Resizing resizing = Resizing.growing();

		public Clear() {
			put(this.resizing.store(), ONE);
		}

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void clearer(III_Result r) {
			r.r1 = (int) this.resizing.store().writer().clear();
			r.r2 = get(this.resizing.store());
		}

		@Arbiter
		public void end(III_Result r) {
			r.r3 = (int) this.resizing.store().size();
		}

	}

}
