package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the oracle finds in tables, one break a test.
 */
@WithoutStoreOracle(reason = "breaks tables, so that the oracle finds out")
class TableOracleTests {

	private static final int KEYS = 300;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private BrokenStore broken;

	private Entry entry;

	private CacheShard home;

	private ShardTable table;

	@BeforeEach
	void fill() {
		this.broken = new BrokenStore(this.stores.open(4, 1000, null), KEYS);
		this.entry = this.broken.entry(7);
		this.home = this.broken.home(this.entry);
		this.table = this.home.table();
	}

	@Test
	void entryInAnotherChain() {
		Entry[] buckets = TableOracle.BUCKETS.get(this.table);
		int other = (this.entry.hash + 1) & (buckets.length - 1);
		this.table.remove(this.entry);
		this.entry.next(buckets[other]);
		buckets[other] = this.entry;
		TableOracle.SIZE.set(this.table, this.table.size() + 1);
		this.broken.assertFound("stands in chain " + other);
	}

	@Test
	void chainThatComesBackToItself() {
		this.entry.next(this.entry);
		this.broken.assertFound("a second time");
	}

	@Test
	void chainThatIsTooLong() {
		CacheShard shard = this.broken.store.topology().owner(0);
		for (int i = 0; i <= ShardTable.LONGEST_CHAIN; i++) {
			shard.table().insert(new Entry("colliding" + i, 0, "value", Entry.NEVER, 0));
		}
		this.broken.assertFound("more than " + ShardTable.LONGEST_CHAIN);
	}

	@Test
	void keyThatIsThereTwice() {
		this.home.insert(new Entry(7, this.entry.hash, "again", this.entry.deadline(), 0), 0, null);
		this.broken.assertFound("has the same key as");
	}

	@Test
	void entryInTheWrongShard() {
		CacheShard other = this.broken.shard((this.home.index() + 1) % 4);
		other.insert(new Entry("stray", this.entry.hash, "value", this.entry.deadline(), 0), 0, null);
		this.broken.assertFound("'stray'");
		this.broken.assertFound("belongs to shard " + this.home.index());
	}

	@Test
	void deadEntry() {
		this.entry.kill();
		this.broken.assertFound("is in the table");
	}

	@Test
	void entryWithoutValue() {
		this.entry.replaceValue(null);
		this.broken.assertFound("has no value");
	}

	@Test
	void entryThatExpiredBeforeTheClockBegan() {
		this.entry.deadline("value", this.entry.deadline(), -5, 0);
		this.broken.assertFound("before the clock began");
	}

	@Test
	void entryOfTheOtherKind() {
		int hash = Spread.hash("detailed");
		Entry detailed = new DetailedEntry("detailed", hash, "value", this.entry.deadline(), 0, 1);
		this.broken.store.topology().owner(hash).insert(detailed, 0, null);
		this.broken.assertFound("is a DetailedEntry");
	}

	@Test
	void wrongSize() {
		TableOracle.SIZE.set(this.table, this.table.size() - 1);
		this.broken.assertFound("and holds " + (this.table.size() + 1));
	}

	@Test
	void oddVersion() {
		this.table.beginRewiring();
		this.broken.assertFound("is odd");
	}

	@Test
	void bucketsThatAreNoPowerOfTwo() {
		TableOracle.BUCKETS.set(this.table, new Entry[24]);
		this.broken.assertFound("24 buckets");
	}

	@Test
	void tableThatHasNotGrown() {
		List<Entry> entries = new ArrayList<>();
		this.table.forEach(entries::add);
		Entry[] few = new Entry[16];
		for (Entry moved : entries) {
			moved.next(few[moved.hash & 15]);
			few[moved.hash & 15] = moved;
		}
		TableOracle.BUCKETS.set(this.table, few);
		this.broken.assertFound("has not grown");
	}

}
