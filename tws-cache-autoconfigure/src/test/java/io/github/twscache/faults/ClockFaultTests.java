package io.github.twscache.faults;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A ticker that jumps, stalls and runs backwards. What counts is always the time it tells
 * now: an entry is returned before its deadline, and not after it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClockFaultTests {

	private static final Duration MILLI = Duration.ofMillis(1);

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final FakeTicker ticker = this.caches.ticker;

	private final NamedCache<Object, String> cache = this.caches.open();

	@AfterEach
	void nothingWasHarmed() throws Exception {
		Aftermath.assertUnharmed(this.cache, this.workers, "key", "other");
	}

	@Test
	void jumpForwardExpiresEverythingOnce() {
		fill(1000);
		this.ticker.advance(Duration.ofDays(36_500));
		for (int i = 0; i < 1000; i++) {
			assertThat(this.cache.getIfPresent(i)).isNull();
		}
		assertThat(this.cache.keys()).isEmpty();
		assertThat(this.cache.cleanUp()).isEqualTo(1000);
		assertThat(this.cache.size()).isZero();
		assertLivesForItsTime("key");
		assertThat(this.cache.cleanUp()).isOne();
		assertThat(this.cache.metrics().expirations()).isEqualTo(1001);
	}

	@Test
	void jumpToTheEndOfTimeLeavesACacheWhoseNewEntriesNeverExpire() {
		fill(100);
		this.ticker.advance(Duration.ofNanos(Long.MAX_VALUE - Duration.ofSeconds(2).toNanos()));
		assertThat(this.cache.getIfPresent(1)).isNull();
		this.cache.put("key", "value");
		this.cache.cleanUp();
		assertThat(this.cache.size()).isOne();
		this.ticker.advance(Duration.ofMillis(900));
		assertThat(this.cache.getIfPresent("key")).isEqualTo("value");
		assertThat(this.cache.inspect("key")).get().satisfies((details) -> assertThat(details.remaining()).isNull());
	}

	@Test
	void clockThatStandsStillExpiresNothingAndTheBoundHolds() {
		fill(30_000);
		assertThat(this.cache.size()).isBetween(9000L, 10_000L);
		assertThat(this.cache.cleanUp()).isZero();
		assertThat(this.cache.getIfPresent(29_999)).isEqualTo("value");
		assertThat(this.cache.metrics().expirations()).isZero();
	}

	@Test
	void valueWrittenAfterAStepBackLivesForItsTimeByTheNewClock() {
		this.cache.put("key", "first");
		this.ticker.advance(Duration.ofSeconds(50));
		this.cache.put("key", "second");
		this.ticker.advance(Duration.ofSeconds(-30));
		assertThat(this.cache.getIfPresent("key")).isEqualTo("second");
		assertLivesForItsTime("key");
		assertThat(this.cache.cleanUp()).isOne();
	}

	@Test
	void entryThatWasThereBeforeAStepBackExpiresAtItsOldDeadline() {
		this.ticker.advance(Duration.ofSeconds(100));
		this.cache.put("key", "value");
		this.ticker.advance(Duration.ofSeconds(-100));
		this.ticker.advance(Duration.ofSeconds(160).minus(MILLI));
		assertThat(this.cache.getIfPresent("key")).isEqualTo("value");
		this.ticker.advance(MILLI);
		assertThat(this.cache.getIfPresent("key")).isNull();
		assertThat(this.cache.cleanUp()).isOne();
	}

	@Test
	void timerWheelThatWasAheadOfTheClockLosesNoEntry() {
		fill(100);
		this.ticker.advance(Duration.ofHours(1));
		assertThat(this.cache.cleanUp()).isEqualTo(100);
		this.ticker.advance(Duration.ofHours(-1));
		fill(100);
		this.ticker.advance(FaultCaches.TTL.minus(MILLI));
		for (int i = 0; i < 100; i++) {
			assertThat(this.cache.getIfPresent(i)).isEqualTo("value");
		}
		this.ticker.advance(MILLI);
		for (int i = 0; i < 100; i++) {
			assertThat(this.cache.getIfPresent(i)).isNull();
		}
		// Cleanup has been where the clock comes to again in an hour only.
		this.ticker.advance(Duration.ofHours(1));
		this.cache.cleanUp();
		assertThat(this.cache.size()).isZero();
		assertThat(this.cache.metrics().expirations()).isEqualTo(200);
	}

	@Test
	void timeToIdleIsNotShortenedByAStepBack() {
		NamedCache<Object, String> idling = this.caches
			.open((settings) -> settings.ttl(Duration.ZERO).expireAfterAccess(Duration.ofSeconds(10)));
		this.ticker.advance(Duration.ofSeconds(100));
		idling.put("key", "value");
		this.ticker.advance(Duration.ofSeconds(-90));
		assertThat(idling.getIfPresent("key")).isEqualTo("value");
		this.ticker.advance(Duration.ofSeconds(99));
		assertThat(idling.getIfPresent("key")).as("9 seconds after it was written").isEqualTo("value");
		this.ticker.advance(Duration.ofSeconds(10));
		assertThat(idling.getIfPresent("key")).isNull();
		idling.cleanUp();
		assertThat(idling.size()).isZero();
	}

	@Test
	void clockThatJumpsDuringALoadDoesNotOutdateItsValue() {
		for (int hours : new int[] { 1, -1, 1000 }) {
			this.ticker.advance(Duration.ofHours(2));
			assertThat(this.cache.get("key", (missing) -> {
				this.ticker.advance(Duration.ofHours(hours));
				return "value " + hours;
			})).isEqualTo("value " + hours);
			this.ticker.advance(FaultCaches.TTL.minus(MILLI));
			assertThat(this.cache.getIfPresent("key")).isEqualTo("value " + hours);
			this.ticker.advance(MILLI);
			assertThat(this.cache.getIfPresent("key")).isNull();
		}
	}

	@Test
	void shardsMoveWhileTheClockRunsBackwards() {
		this.ticker.advance(Duration.ofHours(1));
		fill(1000);
		for (int shards : new int[] { 16, 3, 8 }) {
			this.ticker.advance(Duration.ofMinutes(-10));
			this.cache.resize(shards).join();
			for (int i = 0; i < 1000; i++) {
				assertThat(this.cache.getIfPresent(i)).isEqualTo("value");
			}
		}
		this.ticker.advance(Duration.ofMinutes(31));
		assertThat(this.cache.cleanUp()).isEqualTo(1000);
	}

	private void fill(int entries) {
		for (int i = 0; i < entries; i++) {
			this.cache.put(i, "value");
		}
	}

	private void assertLivesForItsTime(String key) {
		this.cache.put(key, "young");
		this.ticker.advance(FaultCaches.TTL.minus(MILLI));
		assertThat(this.cache.getIfPresent(key)).isEqualTo("young");
		this.ticker.advance(MILLI);
		assertThat(this.cache.getIfPresent(key)).isNull();
	}

}
