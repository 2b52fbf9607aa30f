package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShardTableBoundaryTests {

	private final ShardTable table = new ShardTable();

	@ParameterizedTest
	@CsvSource({ "0, 16", "16, 16", "17, 32", "1023, 1024", "1024, 1024", "1025, 2048" })
	void roomIsTheNextPowerOfTwo(long entries, int buckets) {
		this.table.makeRoomFor(entries);
		assertThat(this.table.length()).isEqualTo(buckets);
	}

	@Test
	void tableDoublesWithTheEntryThatIsOneTooMany() {
		List<Entry> entries = insert(16, 1);
		assertThat(this.table.length()).isEqualTo(16);
		this.table.remove(entries.get(0));
		insert(1, 100);
		assertThat(this.table.length()).as("one that has just lost an entry is not full").isEqualTo(16);
		insert(1, 101);
		assertThat(this.table.length()).isEqualTo(32);
		assertThat(this.table.size()).isEqualTo(17);
	}

	@Test
	void chainKeepsItsOrderWhenItIsSplit() {
		// Bucket 3 of 16, then by turns bucket 3 and bucket 19 of 32.
		List<Entry> entries = insert(16, 3, 16);
		insert(1, 0);
		assertThat(chain(3)).containsExactly(entries.get(14), entries.get(12), entries.get(10), entries.get(8),
				entries.get(6), entries.get(4), entries.get(2), entries.get(0));
		assertThat(chain(19)).containsExactly(entries.get(15), entries.get(13), entries.get(11), entries.get(9),
				entries.get(7), entries.get(5), entries.get(3), entries.get(1));
		entries.forEach((entry) -> assertThat(this.table.find(entry.key, entry.hash)).isSameAs(entry));
	}

	@Test
	void copyIsFoundByTheKeyObjectAlone() {
		String key = new String("key");
		Entry entry = new Entry(key, 5, "value", Entry.NEVER, 0);
		this.table.insert(entry);
		this.table.insert(new Entry("other", 5, "value", Entry.NEVER, 0));
		assertThat(this.table.findSame(key, 5)).isSameAs(entry);
		assertThat(this.table.findSame(new String("key"), 5)).isNull();
		assertThat(this.table.findSame(key, 6)).isNull();
	}

	@Test
	void chainThatIsFullOfOneHashGivesOneOfThemAwayAndNoStranger() {
		int sameBucket = 1 << 20;
		Entry oldest = insert(1, 9 + sameBucket).get(0);
		List<Entry> alike = insert(ShardTable.LONGEST_CHAIN - 2, 9, 0);
		insert(1, 9 + 2 * sameBucket);
		assertThat(this.table.surplus(9)).isSameAs(alike.get(0));
		assertThat(this.table.surplus(9 + 3 * sameBucket)).as("a stranger takes the oldest one's place")
			.isSameAs(oldest);
	}

	@Test
	void entryThatIsNotInItsChainIsNotRemoved() {
		insert(2, 1);
		this.table.remove(new Entry("key1", 1, "value", Entry.NEVER, 0));
		assertThat(this.table.size()).isEqualTo(2);
		this.table.remove(new Entry("key7", 7, "value", Entry.NEVER, 0));
		assertThat(this.table.size()).isEqualTo(2);
	}

	@Test
	void tableThatWasDetachedBeginsSmallAgain() {
		insert(100, 1);
		this.table.detach();
		assertThat(this.table.length()).isEqualTo(16);
		assertThat(this.table.first(1)).isNull();
		insert(1, 1);
		assertThat(this.table.size()).isOne();
	}

	private List<Entry> insert(int count, int firstHash) {
		return insert(count, firstHash, 1);
	}

	private List<Entry> insert(int count, int firstHash, int step) {
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int hash = firstHash + i * step;
			Entry entry = new Entry("key" + hash, hash, "value", Entry.NEVER, 0);
			this.table.insert(entry);
			entries.add(entry);
		}
		return entries;
	}

	private List<Entry> chain(int bucket) {
		List<Entry> chain = new ArrayList<>();
		for (Entry entry = this.table.first(bucket); entry != null; entry = entry.next()) {
			chain.add(entry);
		}
		return chain;
	}

}
