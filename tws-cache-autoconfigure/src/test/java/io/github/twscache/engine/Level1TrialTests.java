package io.github.twscache.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Level1Trial}.
 */
class Level1TrialTests {

	private static final int WINDOW = 1024;

	private static final int LEAST_REST = 64;

	private static final int LONGEST_REST = 4096;

	private final Level1Trial trial = new Level1Trial();

	@Test
	void windowInWhichSlotsFillIsNotJudged() {
		assertThat(window(0, WINDOW)).isFalse();
		assertThat(this.trial.isResting()).isFalse();
	}

	@Test
	void itRestsAfterAWindowWithTooFewHits() {
		window(0, WINDOW);
		assertThat(window(3 * WINDOW - 1, WINDOW)).isTrue();
		assertThat(this.trial.isResting()).isTrue();
	}

	@Test
	void itGoesOnWithEnoughHits() {
		window(0, WINDOW);
		for (int i = 0; i < 10; i++) {
			assertThat(window(3 * WINDOW, WINDOW)).isFalse();
		}
		assertThat(this.trial.isResting()).isFalse();
	}

	@Test
	void hitsOfOneWindowDoNotCountInTheNext() {
		window(0, WINDOW);
		window(100 * WINDOW, WINDOW);
		assertThat(window(0, WINDOW)).isTrue();
	}

	@Test
	void itFillsAgainAfterARestThatIsTwiceAsLongEachTime() {
		for (int rest = LEAST_REST; rest <= LONGEST_REST; rest *= 2) {
			assertThat(restAndCount()).isEqualTo(rest * WINDOW);
		}
		assertThat(restAndCount()).isEqualTo(LONGEST_REST * WINDOW);
	}

	@Test
	void restIsShortAgainAfterAGoodWindow() {
		restAndCount();
		restAndCount();
		window(0, WINDOW);
		window(3 * WINDOW, WINDOW);
		window(0, WINDOW);
		assertThat(this.trial.isResting()).isTrue();
		assertThat(missesUntilAwake()).isEqualTo(LEAST_REST * WINDOW);
	}

	@Test
	void windowIsAsLongAsThereAreSlots() {
		this.trial.begin(5000);
		window(0, 4999);
		window(0, 1);
		assertThat(window(0, 4999)).isFalse();
		assertThat(window(0, 1)).isTrue();
	}

	@Test
	void newSlotsAreNotJudgedBeforeTheyFilled() {
		window(0, WINDOW);
		window(0, WINDOW - 1);
		this.trial.begin(16);
		assertThat(window(0, WINDOW)).isFalse();
		assertThat(window(0, WINDOW)).isTrue();
	}

	/** Gives the verdict of the last sample. */
	private boolean window(int hits, int misses) {
		for (int i = 0; i < hits; i++) {
			this.trial.hit();
		}
		boolean rest = false;
		for (int i = 0; i < misses; i++) {
			rest = this.trial.missed();
		}
		return rest;
	}

	private int restAndCount() {
		window(0, WINDOW);
		window(0, WINDOW);
		assertThat(this.trial.isResting()).isTrue();
		return missesUntilAwake();
	}

	private int missesUntilAwake() {
		int misses = 0;
		while (this.trial.isResting()) {
			this.trial.missed();
			misses++;
		}
		return misses;
	}

}
