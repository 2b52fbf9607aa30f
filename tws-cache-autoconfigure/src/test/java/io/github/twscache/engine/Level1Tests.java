package io.github.twscache.engine;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.twscache.FakeTicker;

import static org.assertj.core.api.Assertions.assertThat;

class Level1Tests {

	private final FakeTicker ticker = new FakeTicker();

	private final StripedCounters counters = new StripedCounters(true);

	private final Expiry expiry = new Expiry(new CacheClock(this.ticker::read, false), 0);

	@Test
	void promotedEntryIsFoundAndCounted() {
		Level1 level1 = level1(0, 10_000);
		Entry entry = entry(1);
		assertThat(level1.get("key1", 1)).isNull();
		promote(level1, entry, 100);
		assertThat(level1.get("key1", 1)).isEqualTo("value");
		assertThat(level1.get("other", 1)).isNull();
		assertThat(this.counters.sum(StripedCounters.L1_HITS)).isOne();
		assertThat(this.counters.sum(StripedCounters.MISSES)).isZero();
		assertThat(entry.frequency()).isOne();
		assertThat(level1.size()).isOne();
	}

	@Test
	void newValueIsSeenAndDeadOneIsNot() {
		Level1 level1 = level1(0, 10_000);
		Entry entry = entry(1);
		promote(level1, entry, 100);
		entry.replaceValue("new");
		assertThat(level1.get("key1", 1)).isEqualTo("new");
		entry.kill();
		assertThat(level1.get("key1", 1)).isNull();
		assertThat(level1.size()).isZero();
	}

	@Test
	void expiredEntryIsNotReturned() {
		Level1 level1 = level1(0, 10_000);
		promote(level1, entry(1), 100);
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(level1.get("key1", 1)).isNull();
		assertThat(this.counters.sum(StripedCounters.L1_HITS)).isZero();
	}

	@Test
	void sweepLetsGoOfTheDeadAndTheExpiredAlone() {
		Level1 level1 = level1(0, 10_000);
		Entry dead = entry(1);
		Entry expired = entry(2);
		Entry alive = new Entry("key3", 3, "value", Entry.NEVER, 0);
		for (Entry entry : new Entry[] { dead, expired, alive }) {
			promote(level1, entry, 100);
		}
		dead.kill();
		level1.sweep(Duration.ofSeconds(1).toNanos());
		assertThat(level1.entry("key1", 1)).isNull();
		assertThat(level1.entry("key2", 2)).isNull();
		assertThat(level1.entry("key3", 3)).isSameAs(alive);
	}

	@Test
	void entryThatDiedBeforeItsPromotionIsNotKept() {
		Level1 level1 = level1(0, 10_000);
		Entry removed = entry(1);
		removed.kill();
		promote(level1, removed, 100);
		assertThat(level1.entry("key1", 1)).isNull();
	}

	@Test
	void removedEntryIsForgottenAndItsNeighbourIsNot() {
		Level1 level1 = level1(0, 10_000);
		Entry removed = entry(1);
		promote(level1, removed, 100);
		level1.forget(entry(1));
		assertThat(level1.entry("key1", 1)).as("another entry of the slot").isSameAs(removed);
		level1.forget(removed);
		assertThat(level1.entry("key1", 1)).isNull();
	}

	@Test
	void slotsGrowWithTheCacheUpToAboutItsSize() {
		Level1 level1 = level1(0, 100_000);
		assertThat(slots(level1, 0)).hasSize(1);
		assertThat(slots(level1, 100)).hasSize(128);
		assertThat(slots(level1, 50)).as("never shrink by themselves").hasSize(128);
		assertThat(slots(level1, 10_000_000)).hasSize(131_072);
	}

	@Test
	void numberOfSlotsCanBeSet() {
		assertThat(slots(level1(100, 100_000), 100_000)).hasSize(64);
		assertThat(slots(level1(1, 100_000), 100_000)).hasSize(1);
	}

	@Test
	void smallerBoundDropsWhatIsTooMuch() {
		Level1 level1 = level1(0, 100_000);
		promote(level1, entry(1), 100_000);
		level1.setMaximum(100);
		assertThat(level1.size()).isZero();
		assertThat(slots(level1, 100_000)).hasSize(128);
		promote(level1, entry(1), 100_000);
		level1.setMaximum(1000);
		assertThat(level1.size()).as("a larger one drops nothing").isOne();
	}

	@Test
	void clearAndCloseLetGoOfEverything() {
		Level1 level1 = level1(0, 10_000);
		promote(level1, entry(1), 100);
		level1.clear();
		assertThat(level1.get("key1", 1)).isNull();
		promote(level1, entry(1), 100);
		level1.close();
		assertThat(level1.size()).isZero();
		assertThat(slots(level1, 100)).hasSize(1);
	}

	private static void promote(Level1 level1, Entry entry, long cacheSize) {
		level1.promote(entry, slots(level1, cacheSize));
	}

	private static Entry[] slots(Level1 level1, long cacheSize) {
		return level1.slots(cacheSize);
	}

	private Level1 level1(int mostSet, long maximum) {
		return new Level1(this.expiry, this.counters, mostSet, maximum);
	}

	private static Entry entry(int number) {
		return new Entry("key" + number, number, "value", Duration.ofSeconds(1).toNanos(), 0);
	}

}
