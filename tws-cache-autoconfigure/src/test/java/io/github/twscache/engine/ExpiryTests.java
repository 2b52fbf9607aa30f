package io.github.twscache.engine;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.twscache.FakeTicker;

import static org.assertj.core.api.Assertions.assertThat;

class ExpiryTests {

	private final FakeTicker ticker = new FakeTicker();

	private final CacheClock clock = new CacheClock(this.ticker::read, false);

	@Test
	void sumThatOverflowsIsNever() {
		assertThat(Expiry.after(5, 10)).isEqualTo(15);
		assertThat(Expiry.after(5, 0)).isEqualTo(Entry.NEVER);
		assertThat(Expiry.after(5, Long.MAX_VALUE)).isEqualTo(Entry.NEVER);
		assertThat(Expiry.after(1, Long.MAX_VALUE - 1)).isEqualTo(Entry.NEVER);
		assertThat(Expiry.after(0, Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE - 1);
	}

	@Test
	void entryLivesUntilItsDeadline() {
		Expiry expiry = new Expiry(this.clock, 0);
		Entry entry = new Entry("key", 1, "value", 100, 0);
		assertThat(expiry.isLive(entry)).isTrue();
		assertThat(expiry.isLive(entry, 99)).isTrue();
		assertThat(expiry.isLive(entry, 100)).isFalse();
		this.ticker.advance(Duration.ofNanos(100));
		assertThat(expiry.isLive(entry)).isFalse();
		assertThat(expiry.isLive(new Entry("key", 1, "value", Entry.NEVER, 0))).isTrue();
	}

	@Test
	void deadlineIsTheNearerOfAgeAndAccess() {
		Expiry expiry = new Expiry(this.clock, 50);
		DetailedEntry entry = new DetailedEntry("key", 1, "value", 100, 0, 1);
		assertThat(expiry.deadline(entry)).isEqualTo(50);
		this.ticker.advance(Duration.ofNanos(40));
		assertThat(expiry.isLiveToRead(entry)).isTrue();
		assertThat(expiry.deadline(entry)).isEqualTo(90);
		entry.accessed(80);
		assertThat(expiry.deadline(entry)).isEqualTo(100);
	}

	@Test
	void jitterNeverShortensToNothing() {
		Lifetimes lifetimes = lifetimes(1, -1, 0.99);
		for (int i = 0; i < 100; i++) {
			assertThat(lifetimes.deadline("value", 10)).isEqualTo(11);
		}
	}

	@Test
	void nullsLiveAsLongAsOthersUnlessToldOtherwise() {
		assertThat(lifetimes(100, -1, 0).deadline(Masked.NULL, 0)).isEqualTo(100);
		assertThat(lifetimes(100, 7, 0).deadline(Masked.NULL, 0)).isEqualTo(7);
		assertThat(lifetimes(100, 7, 0).deadline("value", 0)).isEqualTo(100);
		assertThat(lifetimes(100, 0, 0).deadline(Masked.NULL, 0)).isEqualTo(Entry.NEVER);
	}

	@Test
	void timeToLiveCanBeChanged() {
		Lifetimes lifetimes = lifetimes(100, -1, 0);
		lifetimes.setTtl(5);
		assertThat(lifetimes.deadline("value", 1)).isEqualTo(6);
		lifetimes.setTtl(0);
		assertThat(lifetimes.deadline("value", 1)).isEqualTo(Entry.NEVER);
	}

	private static Lifetimes lifetimes(long ttl, long nullTtl, double jitter) {
		return new Lifetimes(new StoreSettings(1, 10, null, ttl, nullTtl, jitter, 0, -1, 16, true));
	}

}
