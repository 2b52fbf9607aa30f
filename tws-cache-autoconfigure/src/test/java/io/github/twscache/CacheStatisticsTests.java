package io.github.twscache;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheStatisticsTests {

	@Test
	void derivedFiguresFollowFromTheCounters() {
		CacheStatistics statistics = statistics(30, 20, 50, 3, 1, 4_000_000);
		assertThat(statistics.hits()).isEqualTo(50);
		assertThat(statistics.gets()).isEqualTo(100);
		assertThat(statistics.hitRatio()).isEqualTo(0.5);
		assertThat(statistics.l1HitRatio()).isEqualTo(0.3);
		assertThat(statistics.l2HitRatio()).isEqualTo(20.0 / 70);
		assertThat(statistics.averageLoadTime()).isEqualTo(Duration.ofMillis(1));
		assertThat(statistics.lockContentions()).isEqualTo(12);
	}

	@Test
	void ratiosOfNothingAreZero() {
		CacheStatistics statistics = statistics(0, 0, 0, 0, 0, 0);
		assertThat(statistics.hitRatio()).isZero();
		assertThat(statistics.l1HitRatio()).isZero();
		assertThat(statistics.l2HitRatio()).isZero();
		assertThat(statistics.averageLoadTime()).isZero();
	}

	private static CacheStatistics statistics(long l1Hits, long l2Hits, long misses, long loads, long loadFailures,
			long loadNanos) {
		return new CacheStatistics(1, 1, 1, l1Hits, l2Hits, misses, 1, 1, 0, 0, 0, 0, loads, loadFailures, loadNanos, 0,
				5, 7, 1, 1, 1, 0, 0);
	}

}
