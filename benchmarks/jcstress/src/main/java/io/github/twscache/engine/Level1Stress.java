package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.ONE;
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.get;
import static io.github.twscache.engine.StressedStore.getFromLevel1;
import static io.github.twscache.engine.StressedStore.promote;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The first level needs no invalidation: nothing that has gone is read there, and no slot
 * goes on referring to it.
 */
final class Level1Stress {

	private Level1Stress() {
	}

	private static ShardedStore openWithKey(long maximum) {
		ShardedStore store = StressedStore.openWithLevel1(maximum, () -> 0);
		put(store, ONE);
		return store;
	}

	private static ShardedStore openWithKeyInLevel1() {
		ShardedStore store = openWithKey(1000);
		promote(store);
		return store;
	}

	/** Whether the slots that are in use refer to the entry. */
	private static int isReferredTo(ShardedStore store) {
		return (store.requireLevel1().entry(KEY, HASH) != null) ? 1 : 0;
	}

	@JCStressTest
	@Description("A removed value is not returned by either level after the remover has returned.")
	@Outcome(id = { "0, 1, 1", "0, 1, 0", "0, 0, 0" }, expect = ACCEPTABLE, desc = "Asked before the remover returned")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Asked after it")
	@Outcome(expect = FORBIDDEN, desc = "Returned after the removal, or taken back")
	@State
	public static class Removal {

		private final ShardedStore store = openWithKeyInLevel1();

		private volatile boolean removed;

		@Actor
		public void remover() {
			remove(this.store);
			this.removed = true;
		}

		@Actor
		public void reader(III_Result r) {
			r.r1 = this.removed ? 1 : 0;
			r.r2 = getFromLevel1(this.store);
			r.r3 = get(this.store);
		}

	}

	@JCStressTest
	@Description("A cleared value is not returned by either level after the clear has returned.")
	@Outcome(id = { "0, 1, 1", "0, 1, 0", "0, 0, 0" }, expect = ACCEPTABLE, desc = "Asked before the clear returned")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Asked after it")
	@Outcome(expect = FORBIDDEN, desc = "Returned after the clear, or taken back")
	@State
	public static class Clear {

		private final ShardedStore store = openWithKeyInLevel1();

		private volatile boolean cleared;

		@Actor
		public void clearer() {
			this.store.writer().clear();
			this.cleared = true;
		}

		@Actor
		public void reader(III_Result r) {
			r.r1 = this.cleared ? 1 : 0;
			r.r2 = getFromLevel1(this.store);
			r.r3 = get(this.store);
		}

	}

	@JCStressTest
	@Description("An overwritten value is not returned by either level after the writer has returned.")
	@Outcome(id = { "0, 1, 1", "0, 1, 2", "0, 2, 2" }, expect = ACCEPTABLE, desc = "Asked before the writer returned")
	@Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "Asked after it")
	@Outcome(expect = FORBIDDEN, desc = "The old value after the new one, or neither")
	@State
	public static class Overwrite {

		private final ShardedStore store = openWithKeyInLevel1();

		private volatile boolean written;

		@Actor
		public void writer() {
			put(this.store, TWO);
			this.written = true;
		}

		@Actor
		public void reader(III_Result r) {
			r.r1 = this.written ? 1 : 0;
			r.r2 = getFromLevel1(this.store);
			r.r3 = get(this.store);
		}

	}

	@JCStressTest
	@Description("No slot keeps an entry that was removed while it was promoted.")
	@Outcome(id = "0", expect = ACCEPTABLE, desc = "The slot is free")
	@Outcome(id = "1", expect = FORBIDDEN, desc = "The slot refers to what has gone")
	@State
	public static class PromotionInRemoval {

		private final ShardedStore store = openWithKey(1000);

		@Actor
		public void remover() {
			remove(this.store);
		}

		@Actor
		public void promoter() {
			promote(this.store);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = isReferredTo(this.store);
		}

	}

	@JCStressTest
	@Description("No slot of the new array keeps an entry that was cleared while it was promoted.")
	@Outcome(id = "0", expect = ACCEPTABLE, desc = "The slot is free")
	@Outcome(id = "1", expect = FORBIDDEN, desc = "The slot refers to what has gone")
	@State
	public static class PromotionInClear {

		private final ShardedStore store = openWithKey(1000);

		@Actor
		public void clearer() {
			this.store.writer().clear();
		}

		@Actor
		public void promoter() {
			promote(this.store);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = isReferredTo(this.store);
		}

	}

	@JCStressTest
	@Description("A clear, then a put, beside a promotion: both levels, and the first when all is over.")
	@Outcome(id = "[02], 2, [02]", expect = ACCEPTABLE, desc = "The new value, promoted or not")
	@Outcome(expect = FORBIDDEN, desc = "The cleared value is back, or the new one is missed")
	@State
	public static class PromotionInClearAndPut {

		private final ShardedStore store = openWithKeyInLevel1();

		@Actor
		public void clearer(III_Result r) {
			this.store.writer().clear();
			put(this.store, TWO);
			r.r1 = getFromLevel1(this.store);
			r.r2 = get(this.store);
		}

		@Actor
		public void promoter() {
			promote(this.store);
		}

		@Arbiter
		public void end(III_Result r) {
			r.r3 = getFromLevel1(this.store);
		}

	}

	@JCStressTest
	@Description("No slot keeps an entry that moved to another shard while it was promoted.")
	@Outcome(id = { "0, 0", "1, 1" }, expect = ACCEPTABLE, desc = "The slot is free, or refers to the copy")
	@Outcome(expect = FORBIDDEN, desc = "The slot refers to what is dead")
	@State
	public static class PromotionInMove {

		private final ShardedStore store = openWithKey(1000);

		private final Resizing resizing = Resizing.growing(this.store);

		@Actor
		public void resizer() {
			this.resizing.run();
		}

		@Actor
		public void promoter() {
			promote(this.store);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r1 = isReferredTo(this.store);
			r.r2 = getFromLevel1(this.store);
		}

	}

	@JCStressTest
	@Description("No slot keeps an entry that was evicted while it was promoted.")
	@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The slot is free, the other key has the only place")
	@Outcome(expect = FORBIDDEN, desc = "The slot refers to what has gone, or the bound is broken")
	@State
	public static class PromotionInEviction {

		private final ShardedStore store = openWithKey(1);

		@Actor
		public void evictor() {
			this.store.writer().put("other", HASH + 1, TWO, ShardedStore.OWN_TTL);
		}

		@Actor
		public void promoter() {
			promote(this.store);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r1 = isReferredTo(this.store);
			r.r2 = (int) this.store.size();
		}

	}

}
