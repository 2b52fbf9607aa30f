package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class CacheClockTests {

	private static final long NOBODY = Long.MAX_VALUE;

	private final AtomicLong ticker = new AtomicLong(-5_000_000_000L);

	@Test
	void timeStartsAtZeroAndIsNeverNegative() {
		CacheClock clock = new CacheClock(this.ticker::get, false);
		assertThat(clock.now()).isZero();
		this.ticker.addAndGet(42);
		assertThat(clock.now()).isEqualTo(42);
		this.ticker.addAndGet(-100);
		assertThat(clock.now()).isZero();
	}

	@Test
	void exactClockPublishesNothing() {
		CacheClock clock = new CacheClock(this.ticker::get, false);
		clock.use();
		clock.repair(5_000_000);
		assertThat(clock.coarse()).isEqualTo(NOBODY);
		clock.close();
	}

	@Test
	void coarseClockIsPublishedOnlyOnceItIsUsed() {
		try (CacheClock clock = new CacheClock(this.ticker::get, true)) {
			assertThat(clock.coarse()).isEqualTo(NOBODY);
			clock.repair(5_000_000);
			assertThat(clock.coarse()).isEqualTo(NOBODY);
			clock.use();
			Awaitility.await().until(() -> clock.coarse() == 0);
			this.ticker.addAndGet(7_000_000);
			Awaitility.await().until(() -> clock.coarse() == 7_000_000);
		}
	}

	@Test
	void repairOnlyEverRaisesTheTime() {
		try (CacheClock clock = new CacheClock(this.ticker::get, true)) {
			clock.use();
			Awaitility.await().until(() -> clock.coarse() == 0);
			clock.repair(8_000_000);
			assertThat(clock.coarse()).isEqualTo(8_000_000);
			clock.repair(3_000_000);
			assertThat(clock.coarse()).isEqualTo(8_000_000);
			this.ticker.addAndGet(14_000_000);
			clock.use();
			assertThat(clock.coarse()).as("use repairs too").isEqualTo(14_000_000);
		}
	}

	@Test
	void daemonEndsWhenTheClockIsClosedAndReadsAreExactFromThenOn() {
		CacheClock clock = new CacheClock(this.ticker::get, true);
		clock.use();
		Awaitility.await().until(() -> clock.coarse() != NOBODY);
		clock.close();
		assertThat(clock.coarse()).isEqualTo(NOBODY);
		clock.use();
		assertThat(clock.coarse()).isEqualTo(NOBODY);
		assertThat(clock.now()).isZero();
		clock.close();
	}

	@Test
	void daemonEndsWhenNobodyUsesItAndComesBackWhenSomebodyDoes() {
		try (CacheClock clock = new CacheClock(this.ticker::get, true)) {
			clock.use();
			Awaitility.await().until(() -> clock.coarse() != NOBODY);
			Awaitility.await().atMost(Duration.ofSeconds(25)).until(() -> clock.coarse() == NOBODY);
			Awaitility.await().until(() -> {
				clock.use();
				return clock.coarse() == 0;
			});
		}
	}

}
