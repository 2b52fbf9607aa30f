package io.github.twscache.engine;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class Level1BoundaryTests {

	/** Sampled hits of the second level until there is a verdict. */
	private static final int WINDOW = 1024;

	private final StripedCounters counters = new StripedCounters(true);

	private final Expiry expiry = new Expiry(new CacheClock(() -> 0, false), 0);

	@Test
	void thereAreTwoThirdsToFourThirdsAsManySlotsAsEntries() {
		Level1 level1 = level1(0, 100_000);
		int[][] expected = { { 1, 16 }, { 12, 16 }, { 23, 16 }, { 24, 32 }, { 95, 64 }, { 96, 128 }, { 191, 128 },
				{ 192, 256 } };
		for (int[] pair : expected) {
			assertThat(slots(level1, pair[0])).as("%d entries", pair[0]).hasSize(pair[1]);
		}
	}

	@Test
	void thereAreAMillionSlotsAtMostUnlessMoreAreSet() {
		assertThat(slots(level1(0, Long.MAX_VALUE >> 1), Long.MAX_VALUE)).hasSize(1 << 20);
		assertThat(slots(level1(1 << 21, 1L << 30), 1L << 30)).hasSize(1 << 21);
	}

	@Test
	void sizeOfTheCacheMattersUntilThereAreTheMostSlots() {
		Level1 level1 = level1(32, 100_000);
		assertThat(level1.mayGrow()).isTrue();
		slots(level1, 16);
		assertThat(level1.mayGrow()).isTrue();
		slots(level1, 24);
		assertThat(level1.mayGrow()).isFalse();
		assertThat(slots(level1, 100_000)).hasSize(32);
	}

	@Test
	void boundThatStaysDropsNothing() {
		Level1 level1 = level1(0, 96);
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 0);
		level1.promote(entry, slots(level1, 96));
		level1.setMaximum(96);
		assertThat(level1.size()).isOne();
		level1.setMaximum(95);
		assertThat(level1.size()).as("half as many slots").isZero();
	}

	@Test
	void entryTakesThePlaceOfWhateverHasItsSlot() {
		Level1 level1 = level1(16, 100);
		Entry[] slots = slots(level1, 100);
		Entry first = new Entry("first", 3, "value", Entry.NEVER, 0);
		Entry second = new Entry("second", 19, "value", Entry.NEVER, 0);
		level1.promote(first, slots);
		level1.promote(second, slots);
		assertThat(level1.entry("first", 3)).isNull();
		assertThat(level1.entry("second", 19)).isSameAs(second);
		level1.forget(first);
		assertThat(level1.entry("second", 19)).as("not the one to be forgotten").isSameAs(second);
		assertThat(level1.size()).isOne();
	}

	@Test
	void everySixtyFourthHitLooksAfterTheClock() {
		try (CacheClock coarse = new CacheClock(() -> 0, true)) {
			Level1 level1 = new Level1(new Expiry(coarse, 0), this.counters, 0, 100);
			level1.promote(new Entry("key", 1, "value", Entry.NEVER, 0), slots(level1, 100));
			for (int hit = 1; hit < 64; hit++) {
				assertThat(level1.get("key", 1)).isEqualTo("value");
			}
			assertThat(coarse.coarse()).as("nobody publishes a time").isEqualTo(Long.MAX_VALUE);
			assertThat(level1.get("key", 1)).isEqualTo("value");
			Awaitility.await().until(() -> coarse.coarse() == 0);
		}
	}

	@Test
	void hitsOfThisLevelCountInItsTrial() {
		Level1 level1 = filled();
		for (int hit = 0; hit < 3 * WINDOW * 64; hit++) {
			level1.get("key", 1);
		}
		assertThat(wantsPromotionAfter(level1, WINDOW)).isTrue();
		assertThat(level1.size()).isOne();
	}

	@Test
	void itRestsWithoutSlotsWhereItsHitsAreTooFew() {
		Level1 level1 = filled();
		assertThat(wantsPromotionAfter(level1, WINDOW - 1)).isTrue();
		assertThat(level1.size()).isOne();
		assertThat(level1.wantsPromotion()).isFalse();
		assertThat(level1.size()).isZero();
	}

	@Test
	void newSlotsFillBeforeTheyAreJudged() {
		Level1 level1 = filled();
		assertThat(wantsPromotionAfter(level1, WINDOW - 1)).isTrue();
		slots(level1, 96);
		assertThat(wantsPromotionAfter(level1, WINDOW)).isTrue();
		assertThat(wantsPromotionAfter(level1, WINDOW)).isFalse();
	}

	/** One with an entry, whose first slots have had their time to fill. */
	private Level1 filled() {
		Level1 level1 = level1(0, 100);
		level1.promote(new Entry("key", 1, "value", Entry.NEVER, 0), slots(level1, 1));
		assertThat(wantsPromotionAfter(level1, WINDOW)).isTrue();
		return level1;
	}

	private static boolean wantsPromotionAfter(Level1 level1, int samples) {
		boolean wants = false;
		for (int i = 0; i < samples; i++) {
			wants = level1.wantsPromotion();
		}
		return wants;
	}

	@Test
	void missCountsNothingAndTouchesNobody() {
		Level1 level1 = level1(16, 100);
		Entry dead = new Entry("key", 1, "value", Entry.NEVER, 0);
		level1.promote(dead, slots(level1, 100));
		dead.kill();
		assertThat(level1.get("key", 1)).isNull();
		assertThat(dead.frequency()).isZero();
		assertThat(this.counters.sum(StripedCounters.L1_HITS)).isZero();
	}

	private Level1 level1(int mostSet, long maximum) {
		return new Level1(this.expiry, this.counters, mostSet, maximum);
	}

	private static Entry[] slots(Level1 level1, long cacheSize) {
		return level1.slots(cacheSize);
	}

}
