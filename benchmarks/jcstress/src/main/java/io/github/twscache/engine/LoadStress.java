package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.THREE;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.filed;
import static io.github.twscache.engine.StressedStore.load;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * A load beside a change of what it reads: its value is never stored over a newer one,
 * and not at all once the key was invalidated. The results are what the load gave to its
 * caller, and what is stored when all is over.
 */
final class LoadStress {

	private LoadStress() {
	}

	@JCStressTest
	@Description("A put that takes no key lock because it saw no load, and a load that begins just then.")
	@Outcome(id = { "1, 2", "2, 2" }, expect = ACCEPTABLE, desc = "The value of the put is stored")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored, or none")
	@State
	public static class Put {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = load(this.store, () -> this.source);
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
	@Description("Two puts, the second an overwrite without any lock.")
	@Outcome(id = { "1, 3", "2, 3", "3, 3" }, expect = ACCEPTABLE, desc = "The value of the last put is stored")
	@Outcome(expect = FORBIDDEN, desc = "An outdated value is stored, or none")
	@State
	public static class Overwrite {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = load(this.store, () -> this.source);
		}

		@Actor
		public void writer() {
			this.source = 2;
			put(this.store, TWO);
			this.source = 3;
			put(this.store, THREE);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("A put into an expired entry, without any lock if it saw no load, and a load that begins just then.")
	@Outcome(id = { "1, 2, 1", "2, 2, 1" }, expect = ACCEPTABLE, desc = "The value of the put is stored")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored, or none, or filed wrongly")
	@State
	public static class PutIntoExpired {

		private final ShardedStore store = StressedStore.openExpired();

		private volatile int source = 1;

		@Actor
		public void loader(III_Result r) {
			r.r1 = load(this.store, () -> this.source);
		}

		@Actor
		public void writer() {
			this.source = 2;
			put(this.store, TWO);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = peek(this.store);
			r.r3 = filed(this.store);
		}

	}

	@JCStressTest
	@Description("A put, then an invalidation: a load that began during the put is not stored after both.")
	@Outcome(id = "[123], 0", expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "Loaded after the invalidation began")
	@Outcome(expect = FORBIDDEN, desc = "An outdated value is stored")
	@State
	public static class PutAndRemoval {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = load(this.store, () -> this.source);
		}

		@Actor
		public void writer() {
			this.source = 2;
			put(this.store, TWO);
			this.source = 3;
			remove(this.store);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r2 = peek(this.store);
		}

	}

	@JCStressTest
	@Description("A load, and a put with a load after it: own answer of the second, tickets and loads that are left.")
	@Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "The value of the put, and nothing left")
	@Outcome(expect = FORBIDDEN, desc = "Another value, or puts would take key locks for ever")
	@State
	public static class NothingLeft {

		private final ShardedStore store = StressedStore.open();

		@Actor
		public void first() {
			load(this.store, () -> 1);
		}

		@Actor
		public void second(III_Result r) {
			put(this.store, TWO);
			r.r1 = load(this.store, () -> 3);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r2 = this.store.loads().mayHaveTickets() ? 1 : 0;
			r.r3 = this.store.loads().inFlight();
		}

	}

	@JCStressTest
	@Description("An invalidation of the key that is being loaded.")
	@Outcome(id = { "1, 0", "2, 0" }, expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Loaded after the invalidation began")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored")
	@State
	public static class Removal {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = load(this.store, () -> this.source);
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
	@Description("A clear while a key is being loaded.")
	@Outcome(id = { "1, 0", "2, 0" }, expect = ACCEPTABLE, desc = "Nothing is stored")
	@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Loaded after the clear began")
	@Outcome(expect = FORBIDDEN, desc = "The outdated value is stored")
	@State
	public static class Clear {

		private final ShardedStore store = StressedStore.open();

		private volatile int source = 1;

		@Actor
		public void loader(II_Result r) {
			r.r1 = load(this.store, () -> this.source);
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
	@Description("Two callers miss the same key: what each gets, and how often it was loaded.")
	@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Loaded once, for both")
	@Outcome(expect = FORBIDDEN, desc = "Loaded twice")
	@State
	public static class SameKey {

		private final ShardedStore store = StressedStore.open();

		private final AtomicInteger calls = new AtomicInteger();

		@Actor
		public void first(III_Result r) {
			r.r1 = load(this.store, this.calls::incrementAndGet);
		}

		@Actor
		public void second(III_Result r) {
			r.r2 = load(this.store, this.calls::incrementAndGet);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r3 = this.calls.get();
		}

	}

}
