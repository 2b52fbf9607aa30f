package io.github.twscache.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One entry on its way from one shard to another, and the capacity that it takes along.
 */
class ShardMoverBoundaryTests {

	private static final long SECOND = 1_000_000_000;

	private final Expiry expiry = new Expiry(new CacheClock(() -> 0, false), 0);

	private final CacheShard source = new CacheShard(0, 10, false, this.expiry, null);

	private final CacheShard target = new CacheShard(1, 0, false, this.expiry, null);

	@Test
	void entryTakesItsCapacityAlong() {
		move(inserted("key", 1), 0, 10);
		assertThat(this.source.capacity()).isEqualTo(9);
		assertThat(this.target.capacity()).isOne();
		assertThat(this.source.view().size()).isZero();
		assertThat(this.target.view().size()).isOne();
		assertThat(this.target.view().moves()).isOne();
	}

	@Test
	void sourceKeepsTheCapacityItIsToHave() {
		move(inserted("key", 1), 9, 10);
		assertThat(this.source.capacity()).isEqualTo(9);
		move(inserted("other", 2), 9, 10);
		assertThat(this.source.capacity()).isEqualTo(9);
		assertThat(this.target.capacity()).isOne();
		assertThat(this.target.view().size()).as("one had to go for the other").isOne();
		assertThat(this.target.view().evictions()).isOne();
	}

	@Test
	void targetTakesNoMoreCapacityThanItIsToHave() {
		move(inserted("key", 1), 0, 1);
		move(inserted("other", 2), 0, 1);
		assertThat(this.source.capacity()).isEqualTo(9);
		assertThat(this.target.capacity()).isOne();
		assertThat(this.target.view().size()).isOne();
	}

	@Test
	void heavyEntryTakesAsMuchAsItWeighs() {
		CacheShard weighing = new CacheShard(0, 100, true, this.expiry, null);
		CacheShard other = new CacheShard(1, 5, true, this.expiry, null);
		DetailedEntry entry = new DetailedEntry("key", 1, "value", Entry.NEVER, 0, 30);
		weighing.insert(entry, 0, null);
		move(weighing, other, entry, topology(weighing, other, 80, 50));
		assertThat(weighing.capacity()).as("20 are to spare").isEqualTo(80);
		assertThat(other.capacity()).isEqualTo(25);
		assertThat(other.view().evictions()).as("30 do not fit").isOne();
	}

	@Test
	void queueAndUseGoAlong() {
		Entry main = inserted("main", 1);
		Entry window = inserted("window", 2);
		assertThat(main.queue).isEqualTo(Entry.MAIN);
		main.recordHit();
		main.credit = 1;
		move(main, 0, 10);
		move(window, 0, 10);
		Entry mainCopy = this.target.locate("main", 1);
		assertThat(mainCopy.queue).isEqualTo(Entry.MAIN);
		assertThat(mainCopy.frequency()).isOne();
		assertThat(mainCopy.credit).isOne();
		assertThat(this.target.locate("window", 2).queue).isEqualTo(Entry.WINDOW);
		assertThat(this.target.estimate(1)).isOne();
		assertThat(main.isDead()).isTrue();
	}

	@Test
	void movedEntryExpiresInItsNewShard() {
		Entry entry = new Entry("key", 1, "value", 5 * SECOND, 0);
		this.source.insert(entry, 0, null);
		move(entry, 0, 10);
		assertThat(this.source.cleanUp(6 * SECOND, 10, null)).isFalse();
		assertThat(this.source.view().expirations()).isZero();
		assertThat(this.target.cleanUp(6 * SECOND, 10, null)).isFalse();
		assertThat(this.target.view().expirations()).isOne();
	}

	@Test
	void entryThatHasExpiredDoesNotMove() {
		Entry entry = new Entry("key", 1, "value", 5 * SECOND, 0);
		this.source.insert(entry, 0, null);
		move(this.source, this.target, entry, topology(this.source, this.target, 0, 10), 5 * SECOND);
		assertThat(this.source.view().size()).isZero();
		assertThat(this.source.view().expirations()).isOne();
		assertThat(this.target.view().size()).isZero();
		assertThat(this.target.view().moves()).isZero();
		assertThat(this.source.capacity()).isEqualTo(10);
	}

	@Test
	void valueThatIsWrittenWhileTheCopyIsMadeIsNotLost() {
		Entry entry = new Entry("key", 1, "value", 5 * SECOND, 0) {

			@Override
			Entry copy(Object newValue) {
				Entry made = super.copy(newValue);
				replaceValue("late");
				deadline("late", deadline(), 9 * SECOND, 0);
				return made;
			}

		};
		this.source.insert(entry, 0, null);
		move(entry, 0, 10);
		Entry copy = this.target.locate("key", 1);
		assertThat(copy.value()).isEqualTo("late");
		assertThat(copy.deadline()).isEqualTo(9 * SECOND);
	}

	@Test
	void entryThatDiesWhileTheCopyIsMadeStaysDead() {
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 0) {

			@Override
			Entry copy(Object newValue) {
				Entry made = super.copy(newValue);
				kill();
				return made;
			}

		};
		this.source.insert(entry, 0, null);
		move(entry, 0, 10);
		assertThat(this.target.view().size()).isZero();
		assertThat(this.target.view().moves()).isZero();
		assertThat(this.source.capacity()).isEqualTo(10);
	}

	private Entry inserted(String key, int hash) {
		Entry entry = new Entry(key, hash, "value", Entry.NEVER, 0);
		this.source.insert(entry, 0, null);
		return entry;
	}

	private void move(Entry entry, long sourceTarget, long targetTarget) {
		move(this.source, this.target, entry, topology(this.source, this.target, sourceTarget, targetTarget));
	}

	private static void move(CacheShard from, CacheShard to, Entry entry, Topology topology) {
		move(from, to, entry, topology, 0);
	}

	private static void move(CacheShard from, CacheShard to, Entry entry, Topology topology, long nowNanos) {
		from.beginMove();
		ShardMover.move(topology, from, to, entry, nowNanos, null);
		from.endMove();
	}

	private static Topology topology(CacheShard from, CacheShard to, long fromTarget, long toTarget) {
		return Topology.of(ConsistentHash.of(1), new CacheShard[] { from })
			.movingTo(ConsistentHash.of(2), new CacheShard[] { from, to }, new long[] { fromTarget, toTarget });
	}

}
