package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the coarse time is enough: to the nanosecond.
 */
@Timeout(30)
class ExpiryBoundaryTests {

	private static final long SECOND = 1_000_000_000;

	/** So little that the clock's daemon sees no reason to publish it. */
	private static final long A_LITTLE = 4_000_000;

	private final AtomicLong time = new AtomicLong();

	private final Thread reader = Thread.currentThread();

	/** How often this thread asked for the exact time. */
	private int looks;

	private final CacheClock clock = new CacheClock(this::read, true);

	private long read() {
		if (Thread.currentThread() == this.reader) {
			this.looks++;
		}
		return this.time.get();
	}

	@BeforeEach
	void publishOneSecond() {
		this.time.set(SECOND);
		this.clock.use();
		Awaitility.await().until(() -> this.clock.coarse() == SECOND);
		this.looks = 0;
	}

	@AfterEach
	void close() {
		this.clock.close();
	}

	@Test
	void deadlineBeyondTheMarginIsComparedWithTheCoarseTimeAlone() {
		Expiry expiry = new Expiry(this.clock, 0);
		Entry entry = entry(SECOND + CacheClock.MARGIN_NANOS + 1);
		assertThat(expiry.isLive(entry)).isTrue();
		assertThat(expiry.isLiveToRead(entry)).isTrue();
		assertThat(this.looks).isZero();
	}

	@Test
	void deadlineAtTheMarginIsComparedWithTheExactTime() {
		Expiry expiry = new Expiry(this.clock, 0);
		Entry entry = entry(SECOND + CacheClock.MARGIN_NANOS);
		assertThat(expiry.isLive(entry)).isTrue();
		assertThat(this.looks).isOne();
		assertThat(expiry.isLiveToRead(entry)).isTrue();
		assertThat(this.looks).isEqualTo(2);
	}

	@Test
	void deadlineThatHasPassedIsKnownByTheExactTime() {
		Expiry expiry = new Expiry(this.clock, 0);
		Entry entry = entry(SECOND + A_LITTLE);
		assertThat(expiry.isLiveToRead(entry)).isTrue();
		this.time.addAndGet(A_LITTLE);
		assertThat(this.clock.coarse()).as("late by a little").isEqualTo(SECOND);
		assertThat(expiry.isLiveToRead(entry)).isFalse();
		assertThat(expiry.isLive(entry)).isFalse();
	}

	@Test
	void accessFarFromTheEndIsNotedByTheCoarseTime() {
		this.time.addAndGet(A_LITTLE);
		DetailedEntry entry = detailed(SECOND + CacheClock.MARGIN_NANOS + 1);
		assertThat(new Expiry(this.clock, 10 * SECOND).isLiveToRead(entry)).isTrue();
		assertThat(entry.accessedNanos()).isEqualTo(SECOND);
		assertThat(this.looks).isZero();
	}

	@Test
	void accessNearTheEndIsNotedByTheExactTime() {
		this.time.addAndGet(A_LITTLE);
		DetailedEntry entry = detailed(SECOND + CacheClock.MARGIN_NANOS);
		assertThat(new Expiry(this.clock, 10 * SECOND).isLiveToRead(entry)).isTrue();
		assertThat(entry.accessedNanos()).isEqualTo(SECOND + A_LITTLE);
		assertThat(this.looks).isOne();
	}

	@Test
	void accessThatCameTooLateIsNotNoted() {
		DetailedEntry entry = detailed(SECOND);
		assertThat(new Expiry(this.clock, 10 * SECOND).isLiveToRead(entry)).isFalse();
		assertThat(entry.accessedNanos()).isZero();
	}

	private static Entry entry(long deadline) {
		return new Entry("key", 1, "value", deadline, 0);
	}

	private static DetailedEntry detailed(long deadline) {
		return new DetailedEntry("key", 1, "value", deadline, 0, 1);
	}

}
