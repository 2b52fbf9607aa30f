package io.github.twscache.benchmarks.memory;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.rivals.Rival;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An edit that makes entries dearer fails here. Sizes of objects do not depend on the
 * machine.
 */
class MemoryGuardTests {

	private static final double MOST_BYTES_AN_ENTRY = 84.7;

	@Test
	void entryOfAFullCacheStaysCheap() {
		assertThat(new EntryCost(20_000).byObjects(Rival.TWS)).isBetween(40.0, MOST_BYTES_AN_ENTRY);
	}

	@Test
	void entryIsCheaperThanCaffeines() {
		EntryCost cost = new EntryCost(20_000);
		assertThat(cost.byObjects(Rival.TWS)).isLessThan(cost.byObjects(Rival.CAFFEINE));
	}

}
