package io.github.twscache.benchmarks.timing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Crowd}.
 */
class CrowdTests {

	private final AtomicLong calls = new AtomicLong();

	private final Operation counting = (number) -> this.calls.incrementAndGet();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void countsAllThatWasDoneAndThatOfEachPhaseAlone(boolean timed) {
		Crowd crowd = new Crowd(List.of(this.counting, this.counting), 2, timed);
		try (crowd) {
			crowd.warmUp(Duration.ofMillis(5));
			assertThat(crowd.measure(() -> awaitCalls(10_000))).isZero();
			assertThat(crowd.measure(Duration.ofMillis(5))).isEqualTo(1);
		}
		assertThat(crowd.allOperations()).isEqualTo(this.calls.get());
		// Each thread may be within a batch when a phase begins.
		assertThat(crowd.operations(0)).isBetween(10_000L - 2 * 64, this.calls.get());
		assertThat(crowd.operations(0) + crowd.operations(1)).isLessThanOrEqualTo(this.calls.get());
		assertThat(crowd.nanos(1)).isGreaterThanOrEqualTo(5_000_000);
		assertThat(crowd.throughput(0)).isEqualTo(crowd.operations(0) * 1e9 / crowd.nanos(0));
		assertThat(crowd.latencies(0).total()).isEqualTo(timed ? crowd.operations(0) : 0);
	}

	@Test
	void eachThreadNumbersItsOwnOperations() {
		AtomicLong wrong = new AtomicLong();
		AtomicLong expected = new AtomicLong();
		Crowd crowd = new Crowd(List.of((number) -> {
			wrong.addAndGet((number == expected.getAndIncrement()) ? 0 : 1);
			return number;
		}), 1, false);
		try (crowd) {
			crowd.measure(Duration.ofMillis(5));
		}
		assertThat(crowd.allOperations()).isPositive().isEqualTo(expected.get());
		assertThat(wrong).hasValue(0);
	}

	@Test
	void failureOfAnOperationIsTold() throws InterruptedException {
		CountDownLatch failed = new CountDownLatch(1);
		Crowd crowd = new Crowd(List.of((number) -> {
			failed.countDown();
			throw new UnsupportedOperationException("broken");
		}), 1, true);
		failed.await();
		assertThatIllegalStateException().isThrownBy(crowd::close)
			.withCauseInstanceOf(UnsupportedOperationException.class);
	}

	private void awaitCalls(long more) {
		long target = this.calls.get() + more;
		while (this.calls.get() < target) {
			Thread.onSpinWait();
		}
	}

}
