package io.github.twscache.engine;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GhostTableTests {

	@Test
	void ghostIsRememberedByKindAndForgottenWhenTaken() {
		GhostTable ghosts = new GhostTable(1000);
		ghosts.note(1, Entry.WINDOW);
		ghosts.note(2, Entry.MAIN);
		assertThat(ghosts.take(1)).isEqualTo(Entry.WINDOW);
		assertThat(ghosts.take(2)).isEqualTo(Entry.MAIN);
		assertThat(ghosts.take(1)).isEqualTo(GhostTable.NONE);
		assertThat(ghosts.take(3)).isEqualTo(GhostTable.NONE);
	}

	@Test
	void ghostsBeyondTheHorizonOfTheirKindAreForgotten() {
		GhostTable ghosts = new GhostTable(1000);
		int[] hashes = new SplittableRandom(1).ints(200).distinct().toArray();
		for (int hash : hashes) {
			ghosts.note(hash, Entry.MAIN);
		}
		int remembered = 0;
		for (int i = 0; i < hashes.length; i++) {
			int kind = ghosts.take(hashes[i]);
			remembered += (kind != GhostTable.NONE) ? 1 : 0;
			if (i < hashes.length - 50) {
				assertThat(kind).as("ghost %d", i).isEqualTo(GhostTable.NONE);
			}
		}
		assertThat(remembered).isBetween(35, 50);
	}

	@Test
	void floodOfOneKindDoesNotAgeTheOther() {
		GhostTable ghosts = new GhostTable(100_000);
		ghosts.note(7, Entry.MAIN);
		new SplittableRandom(2).ints(20_000).forEach((hash) -> ghosts.note(hash, Entry.WINDOW));
		assertThat(ghosts.take(7)).isEqualTo(Entry.MAIN);
	}

	@Test
	void sequencesMayWrap() {
		GhostTable ghosts = new GhostTable(1000);
		SplittableRandom random = new SplittableRandom(3);
		for (int i = 0; i < 200_000; i++) {
			int hash = random.nextInt();
			ghosts.note(hash, i & 1);
			assertThat(ghosts.take(hash)).isEqualTo(i & 1);
		}
	}

	@Test
	void tableSuitsAboutItsCapacity() {
		GhostTable ghosts = new GhostTable(10_000);
		assertThat(ghosts.suits(10_000)).isTrue();
		assertThat(ghosts.suits(12_000)).isTrue();
		assertThat(ghosts.suits(20_000)).isFalse();
		assertThat(ghosts.suits(1000)).isFalse();
		assertThat(new GhostTable(1).suits(200)).as("both at the least horizon").isTrue();
	}

}
