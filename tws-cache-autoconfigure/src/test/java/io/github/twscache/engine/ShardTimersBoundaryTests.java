package io.github.twscache.engine;

import java.lang.reflect.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class ShardTimersBoundaryTests {

	private static final long TICK = 1L << TimerWheel.TICK_BITS;

	private final Expiry expiry = new Expiry(new CacheClock(() -> 0, false), 0);

	private final CacheShard shard = new CacheShard(0, 1000, false, this.expiry, null);

	@Test
	void shardWithoutEntriesHasNothingToCleanUp() {
		assertThat(this.shard.cleanUp(Entry.NEVER, 10, null)).isFalse();
		assertThat(this.shard.nextDeadline()).isEqualTo(Entry.NEVER);
	}

	@Test
	void entryThatNeverExpiresNeedsNoWheel() throws ReflectiveOperationException {
		ShardTimers timers = new ShardTimers(this.shard, this.expiry);
		timers.schedule(entry(1, Entry.NEVER));
		assertThat(wheel(timers)).isNull();
		assertThat(timers.nextDeadline()).isEqualTo(Entry.NEVER);
		timers.prepare(entry(2, TICK));
		assertThat(wheel(timers)).isNotNull();
		timers.schedule(entry(3, Entry.NEVER));
		assertThat(timers.nextDeadline()).isEqualTo(Entry.NEVER);
	}

	@Test
	void nextDeadlineComesNearerWithEachEntryAndMovesOnWithAVisit() {
		insert(1, 9 * TICK);
		assertThat(this.shard.nextDeadline()).isEqualTo(9 * TICK);
		insert(2, 5 * TICK);
		insert(3, 7 * TICK);
		assertThat(this.shard.nextDeadline()).isEqualTo(5 * TICK);
		assertThat(this.shard.cleanUp(8 * TICK, 10, null)).isFalse();
		assertThat(this.shard.nextDeadline()).isEqualTo(9 * TICK);
	}

	@Test
	void moreIsDueThanABudgetAllows() {
		for (int i = 0; i < 300; i++) {
			insert(i, TICK);
		}
		assertThat(this.shard.cleanUp(100 * TICK, 256, null)).isTrue();
		assertThat(this.shard.view().expirations()).isEqualTo(256);
		assertThat(this.shard.cleanUp(100 * TICK, 256, null)).isFalse();
		assertThat(this.shard.view().expirations()).isEqualTo(300);
		assertThat(this.shard.view().size()).isZero();
	}

	@Test
	void budgetThatIsJustUsedUpMeansAskAgain() {
		for (int i = 0; i < 256; i++) {
			insert(i, TICK);
		}
		assertThat(this.shard.cleanUp(100 * TICK, 256, null)).isTrue();
		assertThat(this.shard.view().size()).isZero();
		assertThat(this.shard.cleanUp(100 * TICK, 256, null)).isFalse();
	}

	@Test
	void onlyACleanupLooksIntoTheCurrentTick() {
		insert(1, 5 * TICK + 1);
		assertThat(this.shard.advance(5 * TICK + 2, 10, null)).isFalse();
		assertThat(this.shard.view().size()).isOne();
		assertThat(this.shard.cleanUp(5 * TICK + 2, 10, null)).isFalse();
		assertThat(this.shard.view().size()).isZero();
	}

	@Test
	void entryThatCannotBeCopiedIsLostAndCounted() {
		Entry entry = new Entry("key", 1, "value", 5 * TICK, 0) {

			@Override
			Entry copy(Object newValue) {
				throw new OutOfMemoryError("on purpose");
			}

		};
		this.shard.insert(entry, 0, null);
		ShardTimers timers = new ShardTimers(this.shard, this.expiry);
		// Alive, so it has to live on in a copy.
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> timers.expire(entry));
		assertThat(this.shard.view().size()).isZero();
		assertThat(this.shard.view().expirations()).isOne();
		assertThat(this.shard.find("key", 1)).isNull();
	}

	private void insert(int number, long deadline) {
		this.shard.insert(entry(number, deadline), 0, null);
	}

	private static Entry entry(int number, long deadline) {
		return new Entry("key" + number, number, "value", deadline, 0);
	}

	private static Object wheel(ShardTimers timers) throws ReflectiveOperationException {
		Field field = ShardTimers.class.getDeclaredField("wheel");
		field.setAccessible(true);
		return field.get(timers);
	}

}
