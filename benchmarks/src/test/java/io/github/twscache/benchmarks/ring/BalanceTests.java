package io.github.twscache.benchmarks.ring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BalanceTests {

	@Test
	void evenSharesAreIdeal() {
		assertThat(Balance.of(new long[] { 5, 5, 5 })).isEqualTo(new Balance(1, 0));
	}

	@Test
	void largestShareAndVariationAreInProportionToTheMean() {
		Balance balance = Balance.of(new long[] { 2, 4, 4, 4, 5, 5, 7, 9 });
		assertThat(balance.maxToMean()).isCloseTo(1.8, within(1e-12));
		assertThat(balance.variation()).isCloseTo(0.4, within(1e-12));
	}

	@Test
	void keysAreCountedByOwner() {
		assertThat(Balance.of(new int[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2, (hash) -> (hash > 2) ? 1 : 0))
			.isEqualTo(new Balance(1.5, 0.5));
	}

}
