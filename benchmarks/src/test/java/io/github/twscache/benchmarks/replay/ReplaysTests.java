package io.github.twscache.benchmarks.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.workload.Workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ReplaysTests {

	private static final int CAPACITY = 512;

	private static final int REQUESTS = 50_000;

	private final List<Replay> streams = Stream.of("zipf-0.99", "uniform", "zipf-0.8")
		.map((name) -> Replay.of(Workloads.of(name).orElseThrow().requests(CAPACITY, REQUESTS), 0))
		.toList();

	@Test
	void ratiosAreThoseOfOneThread() {
		// Those that leave nothing to chance
		List<Contender> contenders = List.of(Contender.further(Rival.GUAVA), Contender.further(Rival.CACHE2K));
		List<List<Double>> alone = new ArrayList<>();
		for (Contender contender : contenders) {
			alone.add(this.streams.stream().map((stream) -> stream.hitRatio(contender, CAPACITY)).toList());
		}
		assertThat(alone).doesNotHaveDuplicates();
		try (Replays replays = new Replays()) {
			assertThat(replays.hitRatios(this.streams, contenders, CAPACITY)).isEqualTo(alone);
		}
	}

	@Test
	void failureIsTold() {
		try (Replays replays = new Replays()) {
			assertThatIllegalStateException()
				.isThrownBy(() -> replays.hitRatios(this.streams, List.of(new Contender(Rival.CAFFEINE, "-")), -1))
				.withMessage("A replay has failed")
				.withCauseInstanceOf(IllegalArgumentException.class);
		}
	}

}
