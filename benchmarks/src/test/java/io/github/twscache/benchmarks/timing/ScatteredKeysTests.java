package io.github.twscache.benchmarks.timing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScatteredKeys}.
 */
class ScatteredKeysTests {

	@Test
	void keysDifferAndAreTheSameEachTime() {
		assertThat(ScatteredKeys.of(10_000)).doesNotHaveDuplicates().isEqualTo(ScatteredKeys.of(10_000));
	}

	@Test
	void neighboursAreInNoOrder() {
		Integer[] keys = ScatteredKeys.of(10_000);
		int ascents = 0;
		for (int i = 1; i < keys.length; i++) {
			ascents += (keys[i] > keys[i - 1]) ? 1 : 0;
		}
		assertThat(ascents).isBetween(4500, 5500);
	}

}
