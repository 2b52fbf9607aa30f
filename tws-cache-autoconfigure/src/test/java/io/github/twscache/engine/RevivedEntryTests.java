package io.github.twscache.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases that a reader could miss, or see once too often, found by review.
 */
class RevivedEntryTests {

	private static final long SECOND = 1_000_000_000L;

	private final CacheClock clock = new CacheClock(() -> 0, false);

	private final Expiry expiry = new Expiry(this.clock, 0);

	@Test
	void readerThatPassedTheHeadBeforeAnEntryWasRevivedLooksAgain() {
		CacheShard shard = new CacheShard(0, 100, false, this.expiry, null);
		Entry entry = new Entry("key", 1, "value", SECOND, 0);
		shard.lock();
		shard.insert(entry, 0, null);
		shard.unlock();
		int version = shard.version();
		shard.lock();
		shard.replace(entry, entry.copy(entry.kill()));
		shard.unlock();
		assertThat(shard.isUnchanged(version)).as("a miss since then counts").isFalse();
		Entry found = shard.find("key", 1);
		assertThat(found).isNotNull().isNotSameAs(entry);
		assertThat(found.value()).isEqualTo("value");
		assertThat(shard.view().size()).isOne();
	}

	@Test
	void entryExtendedBetweenTheWheelsLookAndItsEndLivesOn() {
		CacheShard shard = new CacheShard(0, 100, false, this.expiry, null);
		Entry entry = new Entry("key", 1, "old", SECOND, 0);
		ShardTimers timers = new ShardTimers(shard, this.expiry);
		shard.lock();
		shard.insert(entry, 0, null);
		assertThat(entry.replaceValue("new")).isTrue();
		entry.deadline("new", entry.deadline(), 5 * SECOND, 0);
		timers.expire(entry);
		shard.unlock();
		Entry found = shard.find("key", 1);
		assertThat(found).isNotNull();
		assertThat(found.value()).isEqualTo("new");
		assertThat(found.deadline()).isEqualTo(5 * SECOND);
		assertThat(shard.view().expirations()).isZero();
	}

	@Test
	void entryFoundBeforeAClearDoesNotGetIntoTheFirstLevelAfterIt() {
		Level1 level1 = new Level1(this.expiry, new StripedCounters(true), 16, 1000);
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 0);
		var slotsBefore = level1.slots(1000);
		level1.promote(entry, slotsBefore);
		assertThat(level1.entry("key", 1)).isSameAs(entry);
		level1.clear();
		level1.promote(entry, slotsBefore);
		assertThat(level1.entry("key", 1)).isNull();
	}

}
