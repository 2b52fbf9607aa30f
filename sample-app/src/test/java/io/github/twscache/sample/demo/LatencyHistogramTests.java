package io.github.twscache.sample.demo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LatencyHistogram} and {@link RecentLatencies}.
 */
class LatencyHistogramTests {

	private final LatencyHistogram histogram = new LatencyHistogram();

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 31, 32, 33, 63, 64, 1000, 123_456, 1_000_000_007L, Long.MAX_VALUE })
	void percentileIsNeverTooLowAndAtMostOneThirtySecondTooHigh(long nanos) {
		this.histogram.record(nanos);
		this.histogram.record(Long.MAX_VALUE);
		assertThat(this.histogram.percentileNanos(0.5)).isGreaterThanOrEqualTo(nanos)
			.isLessThanOrEqualTo((nanos < Long.MAX_VALUE) ? nanos + nanos / 32 : Long.MAX_VALUE);
	}

	@Test
	void percentilesOfAThousandValues() {
		for (int micros = 1; micros <= 1000; micros++) {
			this.histogram.record(micros * 1000L);
		}
		Latency latency = this.histogram.toLatency();
		assertThat(latency.reads()).isEqualTo(1000);
		assertThat(latency.meanMicros()).isEqualTo(500.5);
		assertThat(latency.p50Micros()).isBetween(500.0, 516.0);
		assertThat(latency.p99Micros()).isBetween(990.0, 1000.0);
		assertThat(latency.maxMicros()).isEqualTo(1000);
	}

	@Test
	void addedHistogramsCountTogether() {
		LatencyHistogram other = new LatencyHistogram();
		this.histogram.record(1000);
		other.record(9000);
		this.histogram.add(other);
		assertThat(this.histogram.toLatency()).isEqualTo(new Latency(2, 5, 1.01, 9, 9));
	}

	@Test
	void emptyHistogramIsAllZero() {
		assertThat(this.histogram.toLatency()).isEqualTo(new Latency(0, 0, 0, 0, 0));
	}

	@Test
	void recentLatenciesForgetWhatIsLongPast() {
		RecentLatencies recent = new RecentLatencies();
		for (int i = 0; i < 10; i++) {
			recent.record(1_000_000_000);
		}
		for (int i = 0; i < 1024; i++) {
			recent.record(1000);
		}
		assertThat(recent.toLatency()).isEqualTo(new Latency(1024, 1, 1, 1, 1));
	}

}
