package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which slot an entry is filed in, as the time tells that {@link TimerWheel#schedule}
 * gives, and where a walk goes on.
 */
@Timeout(30)
class TimerWheelBoundaryTests implements TimerWheel.Visitor {

	private static final long TICK = 1L << TimerWheel.TICK_BITS;

	private final List<Entry> expired = new ArrayList<>();

	private TimerWheel wheel = new TimerWheel(this, 0);

	@Override
	public long deadline(Entry entry) {
		return entry.deadline();
	}

	@Override
	public void expire(Entry entry) {
		this.expired.add(entry);
	}

	@Test
	void lowestLevelReachesSixtyFourTicks() {
		assertThat(due(1)).isZero();
		assertThat(due(TICK - 1)).isZero();
		assertThat(due(TICK)).isEqualTo(TICK);
		assertThat(due(63 * TICK)).isEqualTo(63 * TICK);
		assertThat(due(64 * TICK - 1)).isEqualTo(63 * TICK);
	}

	@Test
	void nextLevelsAreSixtyFourTimesAsCoarse() {
		assertThat(due(64 * TICK)).isEqualTo(64 * TICK);
		assertThat(due(128 * TICK - 1)).isEqualTo(64 * TICK);
		assertThat(due(128 * TICK)).isEqualTo(128 * TICK);
		assertThat(due(4096 * TICK - 1)).isEqualTo(4032 * TICK);
		assertThat(due(4096 * TICK)).isEqualTo(4096 * TICK);
		assertThat(due(8192 * TICK - 1)).isEqualTo(4096 * TICK);
	}

	@Test
	void whatIsBeyondTheWheelWaitsInItsLastSlot() {
		assertThat(due(1L << 62)).isEqualTo(63L << 54);
		assertThat(due(Entry.NEVER - 1)).isEqualTo(63L << 54);
		assertThat(due(Entry.NEVER)).isEqualTo(Entry.NEVER);
	}

	@Test
	void whatIsOverdueComesIntoTheCurrentTick() {
		this.wheel = new TimerWheel(this, 1000 * TICK);
		assertThat(due(900 * TICK)).isEqualTo(1000 * TICK);
		assertThat(due(1000 * TICK)).isEqualTo(1000 * TICK);
		assertThat(due(1063 * TICK)).isEqualTo(1063 * TICK);
		assertThat(due(1064 * TICK)).as("a level up").isEqualTo(1024 * TICK);
	}

	@Test
	void nextDeadlineIsThatOfTheNearestSlotOfAllLevels() {
		Entry far = filed(70_000 * TICK);
		Entry near = filed(100 * TICK);
		assertThat(this.wheel.nextDeadline()).isEqualTo(64 * TICK);
		this.wheel.remove(near);
		assertThat(this.wheel.nextDeadline()).isEqualTo(69_632 * TICK);
		this.wheel.remove(far);
		assertThat(this.wheel.nextDeadline()).isEqualTo(Entry.NEVER);
	}

	@Test
	void walkGoesOnBehindAnEntryThatWasRemovedMeanwhile() {
		Entry last = filed(5 * TICK + 1);
		Entry removed = filed(5 * TICK + 1);
		Entry first = filed(5 * TICK + 100);
		long now = 5 * TICK + 50;
		assertThat(this.wheel.advance(now, 10)).isEqualTo(10);
		assertThat(this.wheel.advanceWithinTick(now, 1)).as("more to meet").isZero();
		this.wheel.remove(removed);
		assertThat(this.wheel.advanceWithinTick(now, 10)).isEqualTo(9);
		assertThat(this.expired).containsExactly(last);
		assertThat(first.wheelSlot).as("not due").isNotEqualTo(Entry.UNSCHEDULED);
	}

	@Test
	void walkGoesOnWhereItBrokeOff() {
		Entry last = filed(5 * TICK + 1);
		Entry middle = filed(5 * TICK + 1);
		Entry first = filed(5 * TICK + 1);
		long now = 5 * TICK + 50;
		this.wheel.advance(now, 10);
		assertThat(this.wheel.advanceWithinTick(now, 2)).isZero();
		assertThat(this.expired).containsExactly(first, middle);
		assertThat(this.wheel.advanceWithinTick(now, 2)).isOne();
		assertThat(this.expired).containsExactly(first, middle, last);
	}

	@Test
	void budgetThatIsUsedUpMeansThatThereMayBeMore() {
		filed(TICK);
		filed(2 * TICK);
		assertThat(this.wheel.advance(10 * TICK, 2)).isZero();
		assertThat(this.expired).hasSize(2);
		assertThat(this.wheel.advance(10 * TICK, 2)).isEqualTo(2);
		assertThat(this.wheel.advanceWithinTick(10 * TICK, 0)).as("nothing there").isPositive();
	}

	@Test
	void currentTickIsLeftAlone() {
		filed(5 * TICK);
		filed(4 * TICK + 1);
		this.wheel.advance(5 * TICK + 7, 10);
		assertThat(this.expired).hasSize(1);
		assertThat(this.wheel.nextDeadline()).isEqualTo(5 * TICK);
	}

	@Test
	void entryOfAHigherLevelIsOpenedAtItsStart() {
		Entry entry = filed(64 * TICK + 3);
		this.wheel.advance(64 * TICK - 1, 10);
		assertThat(entry.wheelSlot >> 6).isOne();
		this.wheel.advance(64 * TICK, 10);
		assertThat(this.expired).isEmpty();
		assertThat(entry.wheelSlot).as("in the lowest level, slot 0").isZero();
	}

	private long due(long deadline) {
		return this.wheel.schedule(new Entry("key", 1, "value", deadline, 0), deadline);
	}

	private Entry filed(long deadline) {
		Entry entry = new Entry("key", 1, "value", deadline, 0);
		this.wheel.schedule(entry, deadline);
		return entry;
	}

}
