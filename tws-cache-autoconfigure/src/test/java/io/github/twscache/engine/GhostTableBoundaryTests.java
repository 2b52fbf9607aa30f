package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GhostTableBoundaryTests {

	@Test
	void tableSuitsFromThreeToFiveQuartersOfItsHorizon() {
		GhostTable ghosts = new GhostTable(10_000);
		assertThat(ghosts.suits(12_519)).as("625 ghosts, of 500").isTrue();
		assertThat(ghosts.suits(12_520)).isFalse();
		assertThat(ghosts.suits(7500)).as("375 ghosts").isTrue();
		assertThat(ghosts.suits(7499)).isFalse();
	}

	@Test
	void horizonHasAnUpperEnd() {
		GhostTable ghosts = new GhostTable(1_200_000);
		assertThat(ghosts.suits(Long.MAX_VALUE)).as("60,000 ghosts at most").isTrue();
		assertThat(ghosts.suits(800_000)).isFalse();
	}

	@Test
	void ghostIsForgottenWhenAsManyOthersOfItsKindCameAsTheHorizonIsLong() {
		for (int others : new int[] { 11, 12 }) {
			GhostTable ghosts = new GhostTable(1);
			ghosts.note(1, Entry.MAIN);
			// Elsewhere in the table, so that none takes the place.
			hashes((hash) -> pair(hash, 32) != pair(1, 32)).limit(others)
				.forEach((hash) -> ghosts.note(hash, Entry.MAIN));
			assertThat(ghosts.take(1)).isEqualTo((others < 12) ? Entry.MAIN : GhostTable.NONE);
		}
	}

	@Test
	void olderGhostOfAPairGivesWay() {
		List<Integer> neighbours = new ArrayList<>();
		hashes((hash) -> pair(hash, 128) == 10).limit(4).forEach(neighbours::add);
		GhostTable ghosts = new GhostTable(1000);
		neighbours.subList(0, 3).forEach((hash) -> ghosts.note(hash, Entry.WINDOW));
		assertThat(ghosts.take(neighbours.get(1))).isEqualTo(Entry.WINDOW);
		assertThat(ghosts.take(neighbours.get(2))).isEqualTo(Entry.WINDOW);
		assertThat(ghosts.take(neighbours.get(0))).isEqualTo(GhostTable.NONE);
		ghosts.note(neighbours.get(3), Entry.MAIN);
		assertThat(ghosts.take(neighbours.get(3))).as("in a place that is free again").isEqualTo(Entry.MAIN);
	}

	@Test
	void ghostWithoutAnyBitsIsNoFreePlace() {
		int hash = hashes((any) -> Spread.stretch(any) >>> 49 == 0).findFirst().orElseThrow();
		GhostTable ghosts = new GhostTable(1000);
		assertThat(ghosts.take(hash)).as("an empty place is no ghost").isEqualTo(GhostTable.NONE);
		int other = hashes((any) -> pair(any, 128) != pair(hash, 128)).findFirst().orElseThrow();
		for (int i = 1; i < 0x10000; i++) {
			ghosts.note(other, Entry.WINDOW);
		}
		ghosts.note(hash, Entry.WINDOW);
		assertThat(ghosts.take(hash)).as("kind, fingerprint and sequence are zero").isEqualTo(Entry.WINDOW);
	}

	private static IntStream hashes(IntPredicate wanted) {
		return IntStream.range(2, Integer.MAX_VALUE).filter(wanted);
	}

	/** Where the table looks for a hash. */
	private static int pair(int hash, int slots) {
		return (int) Spread.stretch(hash) & (slots - 1) & ~1;
	}

}
