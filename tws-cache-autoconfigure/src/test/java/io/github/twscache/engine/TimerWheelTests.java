package io.github.twscache.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class TimerWheelTests implements TimerWheel.Visitor {

	private static final long TICK = 1L << TimerWheel.TICK_BITS;

	private static final int PLENTY = Integer.MAX_VALUE;

	private final Set<Entry> filed = new HashSet<>();

	private final List<Entry> expired = new ArrayList<>();

	private TimerWheel wheel = new TimerWheel(this, 0);

	private long now;

	@Override
	public long deadline(Entry entry) {
		return entry.deadline();
	}

	@Override
	public void expire(Entry entry) {
		assertThat(entry.deadline()).as("not before its time").isLessThanOrEqualTo(this.now);
		assertThat(entry.wheelSlot).isEqualTo(Entry.UNSCHEDULED);
		assertThat(this.filed.remove(entry)).as("once").isTrue();
		this.expired.add(entry);
	}

	@Test
	void nothingIsDueInAnEmptyWheel() {
		assertThat(this.wheel.nextDeadline()).isEqualTo(Entry.NEVER);
		assertThat(expireUntil(Duration.ofDays(400).toNanos())).isZero();
	}

	@Test
	void entryExpiresAtItsDeadlineToTheNanosecond() {
		for (long deadline : new long[] { 1, TICK - 1, TICK, TICK + 1, 63 * TICK, 64 * TICK, 65 * TICK + 7, 4096 * TICK,
				4097 * TICK + 5, 1L << 50, (1L << 50) + 1, 1L << 60 }) {
			this.wheel = new TimerWheel(this, 0);
			this.now = 0;
			schedule(deadline);
			assertThat(expireUntil(deadline - 1)).as("before %d", deadline).isZero();
			assertThat(this.wheel.nextDeadline()).isLessThanOrEqualTo(deadline);
			assertThat(expireUntil(deadline)).as("at %d", deadline).isOne();
			assertThat(this.wheel.nextDeadline()).isEqualTo(Entry.NEVER);
		}
	}

	@Test
	void nextDeadlineComesNearStepByStep() {
		long deadline = Duration.ofDays(30).toNanos();
		schedule(deadline);
		int steps = 0;
		while (this.expired.isEmpty()) {
			long next = Math.max(this.wheel.nextDeadline(), this.now + 1);
			assertThat(next).isLessThanOrEqualTo(deadline);
			assertThat(++steps).as("a step a level, and within the last tick to the end").isLessThan(10);
			expireUntil((next >>> TimerWheel.TICK_BITS == deadline >>> TimerWheel.TICK_BITS) ? deadline : next);
		}
	}

	@Test
	void extendedEntryStaysUntilItsNewDeadline() {
		Entry entry = schedule(10 * TICK);
		entry.deadline(entry.value(), entry.deadline(), 5000 * TICK, 0);
		assertThat(expireUntil(20 * TICK)).isZero();
		assertThat(expireUntil(5000 * TICK - 1)).isZero();
		assertThat(expireUntil(5000 * TICK)).isOne();
	}

	@Test
	void entryExtendedForEverLeavesTheWheel() {
		Entry entry = schedule(10 * TICK);
		entry.deadline(entry.value(), entry.deadline(), Entry.NEVER, 0);
		expireUntil(11 * TICK);
		assertThat(entry.wheelSlot).isEqualTo(Entry.UNSCHEDULED);
		assertThat(this.wheel.nextDeadline()).isEqualTo(Entry.NEVER);
		this.wheel.schedule(entry, Entry.NEVER);
		assertThat(entry.wheelSlot).isEqualTo(Entry.UNSCHEDULED);
	}

	@Test
	void removedEntryDoesNotExpire() {
		Entry first = schedule(5 * TICK);
		Entry second = schedule(5 * TICK);
		Entry third = schedule(5 * TICK);
		remove(second);
		remove(third);
		this.wheel.remove(third);
		assertThat(expireUntil(6 * TICK)).isOne();
		assertThat(this.expired).containsExactly(first);
	}

	@Test
	void clockThatRanBackwardsDoesNoHarm() {
		expireUntil(1000 * TICK);
		Entry late = schedule(900 * TICK);
		Entry later = schedule(1100 * TICK);
		this.now = 800 * TICK;
		this.wheel.advance(this.now, PLENTY);
		this.wheel.advanceWithinTick(this.now, PLENTY);
		assertThat(this.expired).isEmpty();
		assertThat(expireUntil(1001 * TICK)).isOne();
		assertThat(this.expired).containsExactly(late);
		expireUntil(1100 * TICK);
		assertThat(this.expired).containsExactly(late, later);
	}

	@Test
	void budgetBoundsWhatIsMetAtOnce() {
		for (int i = 0; i < 1000; i++) {
			schedule(5 * TICK + i);
		}
		this.now = 6 * TICK;
		assertThat(this.wheel.advance(this.now, 256)).isZero();
		assertThat(this.expired).hasSize(256);
		assertThat(this.wheel.advance(this.now, 700)).isZero();
		assertThat(this.expired).hasSize(956);
		assertThat(this.wheel.advance(this.now, 256)).isEqualTo(256 - 44);
		assertThat(this.expired).hasSize(1000);
	}

	@Test
	void budgetBoundsTheWalkThroughTheCurrentTick() {
		for (int i = 0; i < 1000; i++) {
			schedule(5 * TICK + i);
		}
		this.now = 5 * TICK + 499;
		this.wheel.advance(this.now, PLENTY);
		int rounds = 1;
		while (this.wheel.advanceWithinTick(this.now, 100) == 0) {
			rounds++;
			assertThat(rounds).isLessThan(20);
			this.filed.stream().filter((entry) -> entry.deadline() > this.now).findAny().ifPresent(this::remove);
		}
		assertThat(this.expired).hasSize(500);
		assertThat(rounds).isGreaterThan(8);
		assertThat(this.filed).allMatch((entry) -> entry.deadline() > this.now);
	}

	@Test
	void behavesLikeAListThatIsSearchedThroughEachTime() {
		for (long seed = 0; seed < 30; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			this.filed.clear();
			this.now = random.nextLong(1L << 50);
			this.wheel = new TimerWheel(this, this.now);
			for (int step = 0; step < 400; step++) {
				step(random);
			}
			expireUntil(1L << 62);
			assertThat(this.filed).as("seed %d", seed).isEmpty();
			assertThat(this.wheel.nextDeadline()).isEqualTo(Entry.NEVER);
		}
	}

	private void step(SplittableRandom random) {
		for (int i = random.nextInt(10); i > 0; i--) {
			schedule(this.now + distance(random));
		}
		for (Entry entry : List.copyOf(this.filed)) {
			int choice = random.nextInt(40);
			if (choice == 0) {
				remove(entry);
			}
			else if (choice == 1) {
				entry.deadline(entry.value(), entry.deadline(), entry.deadline() + distance(random), this.now);
			}
			else if (choice == 2) {
				entry.deadline(entry.value(), entry.deadline(),
						this.now + random.nextLong(entry.deadline() - this.now + 1), this.now);
				this.wheel.reschedule(entry, entry.deadline());
			}
		}
		expireUntil(this.now + distance(random));
		long next = this.wheel.nextDeadline();
		assertThat(this.filed).allMatch((entry) -> entry.deadline() > this.now && entry.deadline() >= next);
	}

	/** Short ones, long ones, and all between. */
	private static long distance(SplittableRandom random) {
		return random.nextLong(1L << (1 + random.nextInt(52)));
	}

	private Entry schedule(long deadline) {
		Entry entry = new Entry("key", 1, "value", deadline, 0);
		this.filed.add(entry);
		this.wheel.schedule(entry, deadline);
		return entry;
	}

	private void remove(Entry entry) {
		this.wheel.remove(entry);
		this.filed.remove(entry);
	}

	private int expireUntil(long time) {
		int before = this.expired.size();
		this.now = time;
		assertThat(this.wheel.advance(time, PLENTY)).isPositive();
		assertThat(this.wheel.advanceWithinTick(time, PLENTY)).isPositive();
		return this.expired.size() - before;
	}

}
