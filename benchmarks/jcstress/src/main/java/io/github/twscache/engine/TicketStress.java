package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.loadInSteps;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * A caller that begins a load, reads and stores in steps of its own, beside a change of
 * what it reads. Who shares his load has the key's ticket, as {@link LoadStress} has it;
 * who loads alone has a mark, which is given out under no lock. The results are what the
 * caller found or loaded, and what is stored when all is over.
 */
final class TicketStress {

	private TicketStress() {
	}

	@JCStressTest
	@Description("A load alone, and a put that takes no key lock because it saw no load.")
	@Outcome(id = { "1, 2", "2, 2" }, expect = ACCEPTABLE, desc = "The value of the put is stored")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored, or none")
	@State
	public static class AloneAndPut {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = loadInSteps(this.store, false, () -> this.source);
		}

		@Actor
		public void writer() {
			this.source = 2;
			put(this.store, TWO);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("A load alone, and an invalidation of its key.")
	@Outcome(id = { "1, 0", "2, 0" }, expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Loaded after the invalidation began")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored")
	@State
	public static class AloneAndRemoval {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = loadInSteps(this.store, false, () -> this.source);
		}

		@Actor
		public void remover() {
			this.source = 2;
			remove(this.store);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("A load alone, and a clear.")
	@Outcome(id = { "1, 0", "2, 0" }, expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Loaded after the clear began")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored")
	@State
	public static class AloneAndClear {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = loadInSteps(this.store, false, () -> this.source);
		}

		@Actor
		public void clearer() {
			this.source = 2;
			this.store.writer().clear();
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("A shared load by a ticket, and an invalidation of its key.")
	@Outcome(id = { "1, 0", "2, 0" }, expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Loaded after the invalidation began")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored")
	@State
	public static class SharedAndRemoval {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = loadInSteps(this.store, true, () -> this.source);
		}

		@Actor
		public void remover() {
			this.source = 2;
			remove(this.store);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("Two load the same key alone, one mark for both: value, tickets and loads that are left.")
	@Outcome(id = { "1, 0, 0", "2, 0, 0" }, expect = ACCEPTABLE, desc = "One of the values, and nothing left")
	@Outcome(expect = FORBIDDEN, desc = "No value, or puts would take key locks for ever")
	@State
	public static class BothAlone {

		private final ShardedStore store = StressedStore.open();

		@Actor
		public void first() {
			loadInSteps(this.store, false, () -> 1);
		}

		@Actor
		public void second() {
			loadInSteps(this.store, false, () -> 2);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r1 = peek(this.store);
			r.r2 = this.store.loads().mayHaveTickets() ? 1 : 0;
			r.r3 = this.store.loads().inFlight();
		}

	}

}
