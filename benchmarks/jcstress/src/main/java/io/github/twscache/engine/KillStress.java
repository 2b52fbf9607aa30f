package io.github.twscache.engine;

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
import static io.github.twscache.engine.StressedStore.TWO;
import static io.github.twscache.engine.StressedStore.filed;
import static io.github.twscache.engine.StressedStore.millis;
import static io.github.twscache.engine.StressedStore.number;
import static io.github.twscache.engine.StressedStore.peek;
import static io.github.twscache.engine.StressedStore.put;
import static io.github.twscache.engine.StressedStore.remove;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * Writers and those who end an entry meet on its value: nothing wakes the dead, and no
 * value is lost that its writer believes stored.
 */
final class KillStress {

	private KillStress() {
	}

	@JCStressTest
	@Description("The end of an entry and a new value: one comes first, and both know which.")
	@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "The end came first, the writer knows")
	@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "The writer came first, the end took the new value")
	@Outcome(expect = FORBIDDEN, desc = "Alive again, or a value that nobody has")
	@State
	public static class OneEntry {

		private final Entry entry = new Entry(KEY, HASH, ONE, Entry.NEVER, 0);

		@Actor
		public void killer(III_Result r) {
			r.r1 = number(this.entry.kill());
		}

		@Actor
		public void writer(III_Result r) {
			r.r2 = this.entry.replaceValue(TWO) ? 1 : 0;
		}

		@Arbiter
		public void end(III_Result r) {
			r.r3 = this.entry.isDead() ? 1 : 0;
		}

	}

	@JCStressTest
	@Description("An invalidation and a put of the same key.")
	@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "The put came last")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The invalidation came last")
	@Outcome(expect = FORBIDDEN, desc = "The old value is back, or the table miscounts")
	@State
	public static class RemovalAndPut {

		private final ShardedStore store = StressedStore.open();

		public RemovalAndPut() {
			put(this.store, ONE);
		}

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
			r.r3 = (int) this.store.size();
		}

	}

	@JCStressTest
	@Description("A clear and a put: entries cleared, value when all is over, entries filed.")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The clear came last")
	@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "The put came last")
	@Outcome(expect = FORBIDDEN, desc = "The old value is back, or the table miscounts")
	@State
	public static class ClearAndPut {

		private final ShardedStore store = StressedStore.open();

		public ClearAndPut() {
			put(this.store, ONE);
		}

		@Actor
		public void clearer(III_Result r) {
			r.r1 = (int) this.store.writer().clear();
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
	@Description("An eviction by a key for which there is no room, and a put: value when all is over, entries.")
	@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Evicted, the other key has the only place")
	@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "The put came last, or the other key had to go")
	@Outcome(expect = FORBIDDEN, desc = "The old value is back, or the bound is broken")
	@State
	public static class EvictionAndPut {

		private final ShardedStore store = StressedStore.openWithLevel1(1, () -> 0);

		public EvictionAndPut() {
			put(this.store, ONE);
		}

		@Actor
		public void evictor() {
			this.store.writer().put("other", HASH + 1, TWO, ShardedStore.OWN_TTL);
		}

		@Actor
		public void writer() {
			put(this.store, TWO);
		}

		@Arbiter
		public void end(II_Result r) {
			r.r1 = peek(this.store);
			r.r2 = (int) this.store.size();
		}

	}

	@JCStressTest
	@Description("Cleanup of an entry whose overwriter was stopped until the entry was due.")
	@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Expired first, the writer knows")
	@Outcome(id = "1, 2, 10000", expect = ACCEPTABLE, desc = "Written first, it lives on")
	@Outcome(id = "1, 0, 0", expect = ACCEPTABLE_INTERESTING, desc = "Ended between value and deadline: a known limit")
	@Outcome(expect = FORBIDDEN, desc = "The old value or the old deadline is back")
	@State
	public static class ExpiryAndOverwrite {

		private final CacheShard shard = StressedStore.shard();

		private final Entry entry = new Entry(KEY, HASH, ONE, 100 * MILLI, 0);

		public ExpiryAndOverwrite() {
			this.shard.lock();
			this.shard.insert(this.entry, 0, null);
			this.shard.unlock();
		}

		@Actor
		public void cleaner() {
			this.shard.lock();
			try {
				this.shard.cleanUp(200 * MILLI, 256, null);
			}
			finally {
				this.shard.unlock();
			}
		}

		@Actor
		public void writer(III_Result r) {
			if (this.entry.replaceValue(TWO)) {
				r.r1 = 1;
				this.entry.extend(TWO, 100 * MILLI, 10_000 * MILLI, 0);
			}
		}

		@Arbiter
		public void end(III_Result r) {
			Entry found = this.shard.find(KEY, HASH);
			if (found != null) {
				r.r2 = number(found.value());
				r.r3 = millis(found.deadline());
			}
		}

	}

	@JCStressTest
	@Description("An entry that cleanup ended too early, and puts back as a copy, is never missed.")
	@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Found, the entry or its copy")
	@Outcome(expect = FORBIDDEN, desc = "Missed while the copy took its place")
	@State
	public static class RevivalAndRead {

		private final CacheShard shard = StressedStore.shard();

		private final ShardTimers timers = new ShardTimers(this.shard, StressedStore.standing());

		private final Entry entry = new Entry(KEY, HASH, ONE, 100 * MILLI, 0);

		public RevivalAndRead() {
			this.shard.lock();
			this.shard.insert(this.entry, 0, null);
			this.shard.unlock();
		}

		@Actor
		public void cleaner() {
			this.shard.lock();
			try {
				this.timers.expire(this.entry);
			}
			finally {
				this.shard.unlock();
			}
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = read();
			r.r2 = read();
		}

		private int read() {
			while (true) {
				Entry found = this.shard.find(KEY, HASH);
				if (found == null) {
					return 0;
				}
				Object value = found.value();
				if (value != Entry.DEAD) {
					return number(value);
				}
			}
		}

	}

}
