package io.github.twscache.engine;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryTests {

	@Test
	void deadEntryStaysDead() {
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 0);
		assertThat(entry.replaceValue("new")).isTrue();
		assertThat(entry.kill()).isEqualTo("new");
		assertThat(entry.isDead()).isTrue();
		assertThat(entry.replaceValue("newer")).isFalse();
		assertThat(entry.value()).isSameAs(Entry.DEAD);
		assertThat(entry.kill()).isSameAs(Entry.DEAD);
	}

	@Test
	void deadlineFollowsTheValue() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.deadline("value", entry.deadline(), 200, 50);
		assertThat(entry.deadline()).isEqualTo(200);
		entry.deadline("value", entry.deadline(), 60, 50);
		assertThat(entry.deadline()).as("it may come nearer").isEqualTo(60);
	}

	@Test
	void writerWhoseValueHasGoneLeavesTheDeadlineOfTheOther() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.replaceValue("slow");
		entry.replaceValue("quick");
		entry.deadline("quick", entry.deadline(), 150, 50);
		entry.deadline("slow", entry.deadline(), 900, 50);
		assertThat(entry.deadline()).isEqualTo(150);
		entry.kill();
		entry.deadline("quick", entry.deadline(), 999, 50);
		assertThat(entry.deadline()).isEqualTo(150);
	}

	@Test
	void writerWhoseValueStaysReplacesTheDeadlineOfTheOther() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.replaceValue("last");
		entry.deadline("last", entry.deadline(), 900, 50);
		entry.deadline("last", entry.deadline(), 300, 50);
		assertThat(entry.deadline()).isEqualTo(300);
	}

	@Test
	void writerWithoutLockOnlyMakesTheDeadlineLater() {
		long second = 1_000_000_000;
		Entry entry = new Entry("key", 1, "value", 10 * second, 0);
		assertThat(entry.extend("value", entry.deadline(), 11 * second, second)).isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).isEqualTo(11 * second);
		assertThat(entry.extend("value", entry.deadline(), 11 * second + 999_999, second))
			.isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).as("but for a moment the same").isEqualTo(11 * second);
		assertThat(entry.extend("value", entry.deadline(), 5 * second, second)).isEqualTo(Entry.Extension.NEARER);
		assertThat(entry.deadline()).isEqualTo(11 * second);
		entry.replaceValue("other");
		assertThat(entry.extend("value", entry.deadline(), 60 * second, second)).as("the other's matter")
			.isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).isEqualTo(11 * second);
	}

	@Test
	void deadlineThatIsNearIsStoredThoughItIsAlmostTheSame() {
		long second = 1_000_000_000;
		long near = second + CacheClock.MARGIN_NANOS;
		Entry entry = new Entry("key", 1, "value", near, 0);
		assertThat(entry.extend("value", near, near + 999_999, second)).isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).isEqualTo(near + 999_999);
		Entry other = new Entry("key", 1, "value", near + 1, 0);
		assertThat(other.extend("value", near + 1, near + 999_999, second)).isEqualTo(Entry.Extension.DONE);
		assertThat(other.deadline()).as("not near").isEqualTo(near + 1);
	}

	@Test
	void ageIsThatOfTheValueAlsoIfItsDeadlineIsStoredUnderTheLock() {
		Entry entry = new Entry("key", 1, "value", 900_000_000, 0);
		entry.replaceValue("new");
		entry.deadline("new", entry.deadline(), 800_000_000, 500_000_000);
		assertThat(entry.ageMillis(600_000_000)).isEqualTo(100);
	}

	@Test
	void copyOfADetailedEntryHasItsLastRead() {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", 100, 0, 1);
		DetailedEntry copy = (DetailedEntry) entry.copy("value");
		entry.accessed(50);
		copy.takeOver(entry, entry.kill(), entry.endDeadline(60));
		assertThat(copy.accessedNanos()).isEqualTo(50);
		assertThat(copy.deadline()).isEqualTo(100);
		assertThat(copy.value()).isEqualTo("value");
	}

	@Test
	void shortLifeIsExtendedByEveryMoment() {
		Entry entry = new Entry("key", 1, "value", 1_000_000, 0);
		assertThat(entry.extend("value", entry.deadline(), 1_500_000, 500_000)).isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).isEqualTo(1_500_000);
	}

	@Test
	void writerLearnsThatTheEntryDiedUnderHim() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.replaceValue("late");
		assertThat(entry.kill()).isEqualTo("late");
		assertThat(entry.extend("late", 100, 900, 100)).as("before the deadline is ended")
			.isEqualTo(Entry.Extension.DEAD);
		assertThat(entry.endDeadline(100)).isEqualTo(Entry.OVER);
		assertThat(entry.extend("late", 100, 900, 100)).isEqualTo(Entry.Extension.DEAD);
		assertThat(entry.deadline()).as("not to be woken").isEqualTo(Entry.OVER);
	}

	@Test
	void deadlineThatHasNotPassedGoesIntoTheCopy() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.kill();
		assertThat(entry.endDeadline(99)).isEqualTo(100);
		assertThat(entry.deadline()).isEqualTo(Entry.MOVED);
	}

	@Test
	void writerExtendsAnExpiredEntryForTheOneWhoseValueIsIn() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.replaceValue("first");
		entry.replaceValue("second");
		assertThat(entry.extend("first", 100, 900, 150)).isEqualTo(Entry.Extension.DONE);
		assertThat(entry.deadline()).isEqualTo(900);
		Entry other = new Entry("key", 1, "value", 100, 0);
		other.replaceValue("second");
		other.deadline("first", 100, 900, 150);
		assertThat(other.deadline()).isEqualTo(900);
		Entry due = new Entry("key", 1, "value", 100, 0);
		due.replaceValue("second");
		assertThat(due.extend("first", 100, 900, 100)).isEqualTo(Entry.Extension.DONE);
		assertThat(due.deadline()).as("expired this moment").isEqualTo(900);
	}

	@Test
	void ageOfAValueWrittenAfterTheTimeWasReadIsNothing() {
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 5_000_000);
		assertThat(entry.ageMillis(3_000_000)).isZero();
		assertThat(entry.ageMillis(9_000_000)).isEqualTo(4);
	}

	@Test
	void writerWhoWasInTimeNeedNotCare() {
		Entry entry = new Entry("key", 1, "value", 100, 0);
		entry.replaceValue("early");
		assertThat(entry.extend("early", entry.deadline(), 900, 100)).isEqualTo(Entry.Extension.DONE);
		entry.kill();
		assertThat(entry.endDeadline(100)).as("the copy's").isEqualTo(900);
	}

	@Test
	void hitsAreCountedUpToTwo() {
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, 0);
		for (int expected : new int[] { 1, 2, 2, 2 }) {
			entry.recordHit();
			assertThat(entry.frequency()).isEqualTo(expected);
		}
		entry.clearFrequency();
		assertThat(entry.frequency()).isZero();
	}

	@Test
	void copyKeepsWhatIsKnownOfTheEntry() {
		Entry entry = new Entry("key", 1, "value", 5_000_000, 1_000_000);
		entry.recordHit();
		entry.credit = 2;
		Entry copy = entry.copy("other");
		assertThat(copy.key).isEqualTo("key");
		assertThat(copy.hash).isOne();
		assertThat(copy.value()).isEqualTo("other");
		assertThat(copy.deadline()).isEqualTo(5_000_000);
		assertThat(copy.frequency()).isOne();
		assertThat(copy.credit).isEqualTo((byte) 2);
		assertThat(copy.ageMillis(4_000_000)).isEqualTo(3);
		assertThat(copy.weight()).isOne();
		assertThat(copy.wheelSlot).isEqualTo(Entry.UNSCHEDULED);
	}

	@Test
	void copyOfADetailedEntryKeepsWeightAndLastAccess() {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", Entry.NEVER, 10, 7);
		entry.accessed(50);
		entry.accessed(20);
		assertThat(entry.accessedNanos()).as("only ever raised").isEqualTo(50);
		entry.weight(9);
		Entry copy = entry.copy("other");
		assertThat(copy).isInstanceOf(DetailedEntry.class);
		assertThat(copy.weight()).isEqualTo(9);
		assertThat(copy.accessedNanos()).isEqualTo(50);
	}

	@Test
	void copyOfADetailedEntryKeepsItsTerms() {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", 100, 0, 1);
		entry.lasts(new Terms(100, 0, 50, 0.5), 100, 0);
		entry.retryAt(120);
		DetailedEntry copy = (DetailedEntry) entry.copy("other");
		assertThat(copy.removalNanos()).isEqualTo(150);
		assertThat(copy.retryAtNanos()).isEqualTo(120);
		assertThat(copy.refreshAtNanos()).isEqualTo(50);
		copy.lasts(new Terms(100, 0, 0, 0), 100, 0);
		assertThat(copy.removalNanos()).isEqualTo(100);
		assertThat(copy.retryAtNanos()).isZero();
		copy.refreshAt(70);
		assertThat(copy.refreshAtNanos()).as("not to be refreshed at all").isZero();
	}

	@Test
	void entryPastItsDeadlineIsCarriedOnUntilItIsToBeRemoved() {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", 100, 0, 1);
		entry.lasts(new Terms(100, 0, 50, 0), 100, 0);
		Entry kept = entry.copy("value");
		kept.kill();
		assertThat(kept.endDeadline(149)).isEqualTo(100);
		assertThat(kept.deadline()).isEqualTo(Entry.MOVED);
		entry.kill();
		assertThat(entry.endDeadline(150)).isEqualTo(Entry.OVER);
	}

	@Test
	void termsOfAValueThatNeverExpiresMeanNothing() {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", Entry.NEVER, 0, 1);
		entry.lasts(new Terms(0, 0, 50, 0.5), Entry.NEVER, 0);
		assertThat(entry.removalNanos()).isEqualTo(Entry.NEVER);
		assertThat(entry.refreshAtNanos()).isZero();
		entry.lasts(new Terms(100, 0, Long.MAX_VALUE, 0.5), 100, 0);
		assertThat(entry.removalNanos()).as("kept for ever").isEqualTo(Entry.NEVER);
	}

	@Test
	void ageSurvivesTheWrapOfItsCounter() {
		long start = ((1L << 32) - 5) * 1_000_000;
		Entry entry = new Entry("key", 1, "value", Entry.NEVER, start);
		assertThat(entry.ageMillis(start + 20_000_000)).isEqualTo(20);
	}

	@Test
	void maskedNullIsNullAgain() {
		assertThat(Masked.mask(null)).isSameAs(Masked.NULL).hasToString("null");
		assertThat(Masked.unmask(Masked.NULL)).isNull();
		assertThat(Masked.mask("value")).isEqualTo("value");
		assertThat(Masked.unmask("value")).isEqualTo("value");
	}

	@Test
	void hashIsSpreadOverHighAndLowBits() {
		int[] high = new int[16];
		int[] low = new int[16];
		for (int i = 0; i < 16_000; i++) {
			int hash = Spread.hash(i);
			high[hash >>> 28]++;
			low[hash & 15]++;
		}
		assertThat(Arrays.stream(high)).allMatch((count) -> count >= 800 && count <= 1200);
		assertThat(Arrays.stream(low)).allMatch((count) -> count >= 800 && count <= 1200);
		assertThat(Spread.hash("key")).isEqualTo(Spread.hash(new String("key")));
	}

}
