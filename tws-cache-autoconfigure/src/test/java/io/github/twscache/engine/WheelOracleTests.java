package io.github.twscache.engine;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the oracle finds in timer wheels, one break a test, and what it has to allow.
 */
@WithoutStoreOracle(reason = "breaks timer wheels, so that the oracle finds out")
class WheelOracleTests {

	private static final long HOUR = Duration.ofHours(1).toNanos();

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private BrokenStore broken;

	/** All entries were put at one moment, so they are in one slot. */
	private Entry entry;

	private TimerWheel wheel;

	@BeforeEach
	void fill() {
		this.broken = new BrokenStore(this.stores.open(1, 1000, null), 100);
		this.entry = this.broken.entry(7);
		this.wheel = this.broken.wheel();
	}

	@Test
	void entryThatIsNotFiled() {
		this.wheel.remove(this.entry);
		this.broken.assertFound("expires and is not in the wheel");
	}

	@Test
	void entryThatIsMetTooLate() {
		this.wheel.reschedule(this.entry, this.entry.deadline() + HOUR);
		this.broken.assertFound("and is met at");
	}

	@Test
	void entryWhoseDeadlineCameNearer() {
		this.entry.deadline("value", this.entry.deadline(), 1, 0);
		this.broken.assertFound("expires at 1 and is met at");
	}

	@Test
	void entryTheTableDoesNotHold() {
		this.wheel.schedule(new Entry("foreign", 1, "value", HOUR, 0), HOUR);
		this.broken.assertFound("the wheel holds living entry 'foreign'");
	}

	@Test
	void linkThatDoesNotPointBack() {
		slotOf(this.entry).wheelAfter.wheelBefore = null;
		this.broken.assertFound("points back to nothing in the wheel");
	}

	@Test
	void slotThatComesBackToItself() {
		slotOf(this.entry).wheelAfter.wheelAfter = slotOf(this.entry);
		this.broken.assertFound("the wheel comes to");
	}

	@Test
	void slotThatIsMarkedFree() {
		WheelOracle.OCCUPIED.get(this.wheel)[this.entry.wheelSlot >> 6] = 0;
		this.broken.assertFound("and is marked otherwise");
	}

	@Test
	void freeSlotThatIsMarkedOccupied() {
		WheelOracle.OCCUPIED.get(this.wheel)[5] = 1;
		this.broken.assertFound("slot 0 of level 5 begins with nothing and is marked otherwise");
	}

	@Test
	void entryThatBelievesToBeInAnotherSlot() {
		int slot = this.entry.wheelSlot & 63;
		this.entry.wheelSlot++;
		this.broken.assertFound("is in slot " + slot + " of level");
	}

	@Test
	void marksOfAWheelThatDoesNotHoldTheEntry() {
		short slot = this.entry.wheelSlot;
		this.wheel.remove(this.entry);
		this.entry.wheelSlot = slot;
		this.broken.assertFound("marks of a wheel");
	}

	@Test
	void cursorInAnotherSlot() {
		WheelOracle.CURSOR.set(this.wheel, this.entry);
		this.broken.assertFound("the cursor of tick -1");
		WheelOracle.CURSOR_TICK.set(this.wheel, (long) this.entry.wheelSlot & 63);
		this.broken.assertFound("the cursor of tick");
	}

	@Test
	void levelAheadOfTheLowest() {
		WheelOracle.DONE.get(this.wheel)[5] += 1000;
		this.broken.assertFound("is ahead of the lowest");
	}

	@Test
	void nextDeadlineThatIsTooLate() {
		WheelOracle.NEXT_DEADLINE.set(this.broken.timers(), Entry.NEVER);
		this.broken.assertFound("when the wheel has work");
	}

	@Test
	void lostWheel() {
		WheelOracle.WHEEL.set(this.broken.timers(), null);
		this.broken.assertFound("without a wheel");
		this.broken.assertFound("expires and is not in the wheel");
	}

	@Test
	void visitThatDidNotEnd() {
		WheelOracle.VISIT_REMOVALS.set(this.broken.timers(), new Removals(new RemovalListener((key) -> {
		})));
		this.broken.assertFound("left its removals");
	}

	@Test
	void entryThatNeverExpiresInTheWheelOfAWeighedStore() {
		StoreSettings settings = new StoreSettings(1, 1000, (key, value) -> 1, 0, -1, 0, 0, -1, 16, true);
		CacheClock clock = new CacheClock(this.stores.ticker::read, false);
		ShardedStore store = new ShardedStore(settings, clock, this.stores.maintenance(1, Duration.ofDays(1)), null);
		BrokenStore weighed = new BrokenStore(store, 10);
		store.writer().put("expires", Spread.hash("expires"), "value", HOUR);
		weighed.assertContent();
		weighed.wheel().schedule(weighed.entry(7), HOUR);
		weighed.assertFound("never expires and is in the wheel");
		store.close();
	}

	@Test
	void overwriteWithoutLockLeavesItsEntryWhereItIsMetEarly() {
		short slot = this.entry.wheelSlot;
		long deadline = this.entry.deadline();
		this.stores.ticker.advance(Duration.ofSeconds(5));
		StoreFixture.put(this.broken.store, 7, "later");
		assertThat(this.entry.deadline()).isGreaterThan(deadline);
		assertThat(this.entry.wheelSlot).isEqualTo(slot);
		this.broken.assertContent();
		this.broken.store.writer().setTtl(0);
		StoreFixture.put(this.broken.store, 7, "never");
		assertThat(this.entry.deadline()).isEqualTo(Entry.NEVER);
		assertThat(this.entry.wheelSlot).isEqualTo(slot);
		this.broken.assertContent();
		this.stores.ticker.advance(Duration.ofSeconds(20));
		this.broken.store.cleanup().run();
		assertThat(this.entry.wheelSlot).isEqualTo(Entry.UNSCHEDULED);
		this.broken.assertContent();
	}

	@Test
	void entryThatWasDueWhenItWasFiledIsMetNext() {
		Duration time = Duration.ofSeconds(5);
		this.stores.ticker.advance(time);
		this.broken.shard(0).cleanUp(time.toNanos(), 256, null);
		this.broken.shard(0).insert(new Entry("late", 1, "value", 1, 0), 0, null);
		this.broken.store.counters().increment(StripedCounters.PUTS);
		this.broken.assertContent();
		assertThat(this.broken.store.cleanup().run()).isOne();
	}

	private Entry slotOf(Entry filed) {
		return WheelOracle.SLOTS.get(this.wheel)[filed.wheelSlot >> 6][filed.wheelSlot & 63];
	}

}
