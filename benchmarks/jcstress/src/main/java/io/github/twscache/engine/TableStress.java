package io.github.twscache.engine;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static io.github.twscache.engine.StressedStore.ONE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * A reader without lock finds its key in a chain that is being changed, or knows that it
 * cannot tell. One actor writes, so no lock is needed.
 */
final class TableStress {

	private static final int FOUND = 1;

	private static final int UNCERTAIN = 0;

	private static final int MISSED = -1;

	/** As many as a new table takes without growing. */
	private static final int FULL = 16;

	private TableStress() {
	}

	/** All in one bucket of a new table, and in two of a table twice as large. */
	private static Entry entry(int key) {
		return new Entry(key, key * FULL, ONE, Entry.NEVER, 0);
	}

	/** Searches as {@link CacheShard#find} does. */
	private static int search(ShardTable table, int key) {
		int version = table.version();
		if (table.find(key, key * FULL) != null) {
			return FOUND;
		}
		return table.isUnchanged(version) ? MISSED : UNCERTAIN;
	}

	@JCStressTest
	@Description("Keys of either half of a chain that is split because the table grows.")
	@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "Found, or to be looked for under the lock")
	@Outcome(expect = FORBIDDEN, desc = "Missed for sure, though it is there")
	@State
	public static class Growth {

		private final ShardTable table = new ShardTable();

		public Growth() {
			for (int key = 0; key < FULL; key++) {
				this.table.insert(entry(key));
			}
		}

		@Actor
		public void writer() {
			this.table.insert(entry(FULL));
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = search(this.table, 0);
			r.r2 = search(this.table, 1);
		}

	}

	@JCStressTest
	@Description("The last key of a chain, while those before it are removed and another comes in.")
	@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Found")
	@Outcome(expect = FORBIDDEN, desc = "Missed: a removed entry must keep its way on")
	@State
	public static class Unlinking {

		private final ShardTable table = new ShardTable();

		private final Entry second = entry(1);

		private final Entry third = entry(2);

		public Unlinking() {
			this.table.insert(entry(0));
			this.table.insert(this.second);
			this.table.insert(this.third);
		}

		@Actor
		public void writer() {
			this.table.remove(this.second);
			this.table.insert(entry(3));
			this.table.remove(this.third);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = search(this.table, 0);
			r.r2 = search(this.table, 0);
		}

	}

}
