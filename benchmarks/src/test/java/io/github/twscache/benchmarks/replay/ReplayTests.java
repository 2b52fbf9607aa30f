package io.github.twscache.benchmarks.replay;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.benchmarks.rivals.Rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReplayTests {

	@ParameterizedTest
	@EnumSource(value = Rival.class, names = { "HASHMAP", "BASELINE", "CAFFEINE_ASYNC" },
			mode = EnumSource.Mode.EXCLUDE)
	void everyCacheHitsWhatItHasSeenWhileThereIsRoom(Rival rival) {
		Replay replay = Replay.of(new int[] { 1, 2, 3, 1, 2, 3, 1, -4 }, 0);
		assertThat(replay.hitRatio(Contender.further(rival), 1000)).isEqualTo(50);
	}

	@Test
	void boundIsKept() {
		int[] loop = new int[10_000];
		for (int i = 0; i < loop.length; i++) {
			loop[i] = i % 1000;
		}
		for (Contender contender : Contender.USUAL) {
			assertThat(Replay.of(loop, 0).hitRatio(contender, 500)).as("%s", contender).isLessThan(50);
		}
	}

	@Test
	void saltChangesKeysButNotWhichAreEqual() {
		int[] requests = { 1, 2, 1, 3, 1, 2 };
		for (int round = 0; round < 5; round++) {
			assertThat(Replay.of(requests, Replay.salt(round)).hitRatio(Contender.TWS, 100)).isEqualTo(50);
		}
		assertThat(List.of(Replay.salt(0), Replay.salt(1), Replay.salt(2))).doesNotHaveDuplicates().contains(0);
	}

	@Test
	void cacheWithoutBoundIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Contender.further(Rival.HASHMAP))
			.withMessageContaining("hashmap");
	}

	@Test
	void furtherCacheDoesNotTakePartTwice() {
		assertThat(Contender.USUAL).contains(Contender.further(Rival.TWS), Contender.further(Rival.CAFFEINE))
			.doesNotContain(Contender.further(Rival.EHCACHE));
	}

}
