package io.github.twscache.benchmarks.timing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LatencyHistogram}.
 */
class LatencyHistogramTests {

	private final LatencyHistogram histogram = new LatencyHistogram();

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 63, 64, 65, 127, 128, 1000, 123_456_789, Long.MAX_VALUE })
	void neverSaysLessAndThreePercentMoreAtMost(long nanos) {
		this.histogram.record(nanos);
		assertThat(this.histogram.percentile(50)).isGreaterThanOrEqualTo(nanos)
			.satisfies((told) -> assertThat(told - nanos).isLessThanOrEqualTo(nanos / 32));
	}

	@Test
	void percentileIsTheLatencyThatSoManyDoNotExceed() {
		for (int nanos = 1; nanos <= 50; nanos++) {
			this.histogram.record(nanos);
		}
		assertThat(this.histogram.percentile(0)).isEqualTo(1);
		assertThat(this.histogram.percentile(50)).isEqualTo(25);
		assertThat(this.histogram.percentile(98)).isEqualTo(49);
		assertThat(this.histogram.percentile(99)).isEqualTo(50);
		assertThat(this.histogram.percentile(100)).isEqualTo(50);
	}

	@Test
	void addsWhatAnotherHasCounted() {
		LatencyHistogram other = new LatencyHistogram();
		other.record(10);
		other.record(20);
		this.histogram.record(30);
		this.histogram.add(other);
		assertThat(this.histogram.total()).isEqualTo(3);
		assertThat(this.histogram.percentile(50)).isEqualTo(20);
	}

	@Test
	void clockThatWentBackCountsAsZero() {
		this.histogram.record(-5);
		assertThat(this.histogram.percentile(100)).isZero();
	}

	@Test
	void nothingCountedHasNoPercentile() {
		assertThatIllegalStateException().isThrownBy(() -> this.histogram.percentile(50));
	}

}
