package io.github.twscache.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A shard at the edges of its capacity, its chains and its budgets.
 */
@Timeout(30)
class CacheShardBoundaryTests {

	private final Expiry expiry = new Expiry(new CacheClock(() -> 0, false), 0);

	private final CacheShard shard = new CacheShard(0, 1000, false, this.expiry, null);

	private final CacheShard weighing = new CacheShard(0, 100, true, this.expiry, null);

	@Test
	void movedEntryMakesItsRoomInAFullChain() {
		for (int i = 0; i < ShardTable.LONGEST_CHAIN; i++) {
			this.shard.insert(entry("key " + i, 7), 0, null);
		}
		Entry moved = entry("moved", 7);
		this.shard.adopt(moved, Entry.MAIN, 0, null);
		assertThat(this.shard.locate("moved", 7)).isSameAs(moved);
		assertThat(this.shard.view().size()).isEqualTo(ShardTable.LONGEST_CHAIN);
		assertThat(this.shard.view().evictions()).isOne();
	}

	@Test
	void entryHeavierThanItsShardPushesNobodyOut() {
		// In the window, where they would have to go before one that comes later.
		for (int i = 0; i < 10; i++) {
			this.weighing.adopt(weighing("key " + i, i, 10), Entry.WINDOW, 0, null);
		}
		this.weighing.insert(weighing("heavy", 99, 101), 0, null);
		assertThat(this.weighing.view().size()).isEqualTo(10);
		assertThat(this.weighing.view().evictions()).isOne();
		assertThat(this.weighing.locate("heavy", 99)).isNull();
	}

	@Test
	void entryThatComesToWeighAsMuchAsItsShardStays() {
		DetailedEntry entry = weighing("key", 1, 10);
		this.weighing.insert(entry, 0, null);
		update(entry, 100);
		assertThat(this.weighing.view().weight()).isEqualTo(100);
		update(entry, 101);
		assertThat(this.weighing.view().weight()).isZero();
		assertThat(this.weighing.view().evictions()).isOne();
	}

	@Test
	void overwriteOfADetailedEntryCountsAsAUse() {
		DetailedEntry entry = weighing("key", 1, 10);
		this.weighing.insert(entry, 0, null);
		update(entry, 10);
		assertThat(entry.frequency()).isOne();
	}

	@Test
	void shrinkingStopsAtItsBudget() {
		for (int i = 0; i < 10; i++) {
			this.shard.insert(entry("key " + i, i), 0, null);
		}
		this.shard.setCapacity(5);
		assertThat(this.shard.shrink(3, null)).as("more to evict").isTrue();
		assertThat(this.shard.view().size()).isEqualTo(7);
		assertThat(this.shard.shrink(3, null)).isFalse();
		assertThat(this.shard.view().size()).isEqualTo(5);
	}

	@Test
	void valueThatHasNotExpiredIsNotRenewed() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		this.shard.insert(entry, 0, null);
		assertThat(this.shard.renew(entry, "late", 200, 99)).isFalse();
		assertThat(this.shard.locate("key", 1).value()).isEqualTo("value");
		assertThat(this.shard.renew(entry, "new", 200, 100)).isTrue();
		assertThat(this.shard.locate("key", 1).value()).isEqualTo("new");
	}

	@Test
	void sizeWithoutLockIsTheSizeOfAQuietShard() {
		this.shard.insert(entry("one", 1), 0, null);
		this.shard.insert(entry("two", 2), 0, null);
		assertThat(this.shard.roughSize()).isEqualTo(2);
	}

	private void update(DetailedEntry entry, int weight) {
		this.weighing.update(entry, "other", Entry.NEVER, 0, weight, null, null);
	}

	private static Entry entry(String key, int hash) {
		return new Entry(key, hash, "value", Entry.NEVER, 0);
	}

	private static DetailedEntry weighing(String key, int hash, int weight) {
		return new DetailedEntry(key, hash, "value", Entry.NEVER, 0, weight);
	}

}
