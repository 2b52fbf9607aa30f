package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class ShardTableTests {

	@RegisterExtension
	final Workers workers = new Workers();

	private final ShardTable table = new ShardTable();

	@Test
	void entryIsFoundByItsKeyAlone() {
		Entry entry = insert("key", 5);
		insert("other", 5);
		assertThat(this.table.find("key", 5)).isSameAs(entry);
		assertThat(this.table.find(new String("key"), 5)).isSameAs(entry);
		assertThat(this.table.find("key", 21)).as("same bucket, another hash").isNull();
		assertThat(this.table.find("none", 5)).isNull();
	}

	@Test
	void removedEntryIsFoundNoMoreWhereverItStoodInItsChain() {
		for (int removed = 0; removed < 3; removed++) {
			ShardTable chain = new ShardTable();
			List<Entry> entries = List.of(entry("0", 3), entry("1", 3), entry("2", 3));
			entries.forEach(chain::insert);
			chain.remove(entries.get(removed));
			assertThat(chain.size()).isEqualTo(2);
			for (int i = 0; i < 3; i++) {
				assertThat(chain.find(String.valueOf(i), 3)).isSameAs((i != removed) ? entries.get(i) : null);
			}
			chain.remove(entries.get(removed));
			assertThat(chain.size()).as("a second removal does nothing").isEqualTo(2);
		}
	}

	@Test
	void readerOnARemovedEntryFindsItsWayOn() {
		Entry last = insert("last", 1);
		Entry middle = insert("middle", 1);
		insert("first", 1);
		this.table.remove(middle);
		assertThat(middle.next()).isSameAs(last);
	}

	@Test
	void tableMadeLargeEnoughToBeginWithNeverGrows() {
		this.table.makeRoomFor(1000);
		assertThat(this.table.length()).isEqualTo(1024);
		int version = this.table.version();
		for (int i = 0; i < 1000; i++) {
			insert("key" + i, i);
		}
		assertThat(this.table.length()).isEqualTo(1024);
		assertThat(this.table.isUnchanged(version)).isTrue();
	}

	@Test
	void growingKeepsEverything() {
		SplittableRandom random = new SplittableRandom(3);
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			entries.add(insert("key" + i, random.nextInt()));
		}
		assertThat(this.table.size()).isEqualTo(5000);
		assertThat(this.table.length()).isGreaterThanOrEqualTo(4096);
		for (Entry entry : entries) {
			assertThat(this.table.find(entry.key, entry.hash)).isSameAs(entry);
		}
		List<Entry> walked = new ArrayList<>();
		this.table.forEach(walked::add);
		assertThat(walked).hasSize(5000).containsAll(entries);
	}

	@Test
	void missCountsOnlyIfNothingWasRewired() {
		int before = this.table.version();
		assertThat(this.table.isUnchanged(before)).isTrue();
		this.table.beginRewiring();
		assertThat(this.table.isUnchanged(before)).isFalse();
		assertThat(this.table.isUnchanged(this.table.version())).as("odd").isFalse();
		this.table.endRewiring();
		assertThat(this.table.isUnchanged(before)).isFalse();
		assertThat(this.table.isUnchanged(this.table.version())).isTrue();
	}

	@Test
	void growingChangesTheVersionAndInsertsAndRemovalsDoNot() {
		int before = this.table.version();
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			entries.add(insert("key" + i, i));
		}
		entries.forEach(this.table::remove);
		assertThat(this.table.isUnchanged(before)).isTrue();
		for (int i = 0; i < 17; i++) {
			insert("key" + i, i);
		}
		assertThat(this.table.isUnchanged(before)).isFalse();
		assertThat(this.table.isUnchanged(this.table.version())).isTrue();
	}

	@Test
	void fullChainGivesItsOldestAway() {
		Entry oldest = insert("key0", 9);
		for (int i = 1; i < ShardTable.LONGEST_CHAIN; i++) {
			assertThat(this.table.surplus(9)).isNull();
			insert("key" + i, 9);
		}
		assertThat(this.table.surplus(9)).isSameAs(oldest);
		assertThat(this.table.surplus(10)).isNull();
	}

	@Test
	void detachedChainsStayWalkable() {
		for (int i = 0; i < 100; i++) {
			insert("key" + i, i);
		}
		int detached = 0;
		for (Entry chain : this.table.detach()) {
			for (Entry entry = chain; entry != null; entry = entry.next()) {
				detached++;
			}
		}
		assertThat(detached).isEqualTo(100);
		assertThat(this.table.size()).isZero();
		assertThat(this.table.find("key1", 1)).isNull();
	}

	@Test
	void readerIsNeverTrulyWrongWhileTheTableGrows() throws Exception {
		Entry always = insert("always", 77);
		AtomicBoolean stop = new AtomicBoolean();
		Future<Long> wrong = this.workers.start(() -> {
			long misses = 0;
			while (!stop.get()) {
				int version = this.table.version();
				Entry found = this.table.find("always", 77);
				misses += (found != always && this.table.isUnchanged(version)) ? 1 : 0;
			}
			return misses;
		});
		SplittableRandom random = new SplittableRandom(5);
		for (int i = 0; i < 200_000; i++) {
			insert("key" + i, random.nextInt());
		}
		stop.set(true);
		assertThat(Workers.result(wrong)).isZero();
	}

	private Entry insert(String key, int hash) {
		Entry entry = entry(key, hash);
		this.table.insert(entry);
		return entry;
	}

	private static Entry entry(String key, int hash) {
		return new Entry(key, hash, "value", Entry.NEVER, 0);
	}

}
