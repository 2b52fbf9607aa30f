package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.MILLI;
import static io.github.twscache.engine.StressedStore.ONE;
import static io.github.twscache.engine.StressedStore.millis;
import static io.github.twscache.engine.StressedStore.number;
import static io.github.twscache.engine.StressedStore.promote;
import static io.github.twscache.engine.StressedStore.put;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * Who finds a new entry finds all of it. Key and hash are proved by being found.
 */
final class PublicationStress {

	private PublicationStress() {
	}

	private static void describe(@Nullable Entry found, II_Result r) {
		r.r1 = (found != null) ? number(found.value()) : -1;
		r.r2 = (found != null) ? millis(found.deadline()) : -1;
	}

	@JCStressTest
	@Description("An entry found in the table without a lock has its value and its deadline.")
	@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Not there yet")
	@Outcome(id = "1, 100", expect = ACCEPTABLE, desc = "There, and whole")
	@Outcome(expect = FORBIDDEN, desc = "Found before it was whole")
	@State
	public static class Insert {

		private final CacheShard shard = StressedStore.shard();

		@Actor
		public void writer() {
			this.shard.lock();
			try {
				this.shard.insert(new Entry(KEY, HASH, ONE, 100 * MILLI, 0), 0, null);
			}
			finally {
				this.shard.unlock();
			}
		}

		@Actor
		public void reader(II_Result r) {
			describe(this.shard.table().find(KEY, HASH), r);
		}

	}

	@JCStressTest
	@Description("An entry found in the first level has its value and its deadline.")
	@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Not there yet")
	@Outcome(id = "1, 10000", expect = ACCEPTABLE, desc = "There, and whole")
	@Outcome(expect = FORBIDDEN, desc = "Found before it was whole")
	@State
	public static class Promotion {

		private final ShardedStore store = StressedStore.openWithLevel1(1000, () -> 0);

		@Actor
		public void writer() {
			put(this.store, ONE);
			promote(this.store);
		}

		@Actor
		public void reader(II_Result r) {
			describe(this.store.requireLevel1().entry(KEY, HASH), r);
		}

	}

}
