package io.github.twscache.engine;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the oracle finds in entries that are kept past their deadline or refreshed ahead
 * of it, one break a test, and what it has to allow.
 */
@WithoutStoreOracle(reason = "breaks entries, so that the oracle finds out")
class KeptEntryOracleTests {

	private static final long HOUR = Duration.ofHours(1).toNanos();

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private BrokenStore broken;

	private DetailedEntry entry;

	@BeforeEach
	void fill() {
		this.broken = new BrokenStore(this.stores.open(FixedRules.staleAndRefreshed().settings(LoadSettings.NONE)),
				100);
		this.entry = (DetailedEntry) this.broken.entry(7);
	}

	@Test
	void entryPastItsDeadlineIsNoDisagreement() {
		this.stores.ticker.advance(FixedRules.TTL.plusSeconds(1));
		this.broken.store.cleanup().run();
		this.broken.assertContent();
		this.entry.retryAt(this.entry.removalNanos());
		this.entry.refreshAt(Entry.NEVER);
		this.broken.assertContent();
	}

	@Test
	void entryThatIsMetTooLate() {
		WheelOracle.WHEEL.get(WheelOracle.TIMERS.get(this.broken.home(this.entry)))
			.reschedule(this.entry, this.entry.removalNanos() + HOUR);
		this.broken.assertFound("and is met at");
	}

	@Test
	void entryThatIsServedLongerThanItIsKept() {
		this.entry.retryAt(this.entry.removalNanos() + 1);
		this.broken.assertFound("is served until");
	}

	@Test
	void entryThatIsKeptWhereNoneIs() {
		BrokenStore weighed = new BrokenStore(
				this.stores.open(new StoreSettings(1, 1000, (key, value) -> 1, HOUR, -1, 0, 0, -1, 16, true)), 10);
		DetailedEntry plain = (DetailedEntry) weighed.entry(7);
		plain.lasts(new Terms(HOUR, 0, HOUR, 0.5), plain.deadline(), 0);
		weighed.assertFound("is kept past its deadline");
		weighed.assertFound("is to be refreshed at");
	}

	@Test
	void staleValuesServedWhereNoneIsKept() {
		BrokenStore plain = new BrokenStore(this.stores.open(1, 1000, null), 10);
		plain.store.counters().increment(StripedCounters.STALE_SERVED);
		plain.assertFoundWhenQuiet("1 stale values were served");
	}

}
