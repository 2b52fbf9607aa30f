package io.github.twscache.engine;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scenarios by hand. Hashes are fixed and estimates kept low, so that no draw of lots
 * matters.
 */
class EvictionPolicyTests {

	private PolicyDriver driver = new PolicyDriver(10, false);

	@Test
	void coldEntriesPassThroughTheWindowIntoMain() {
		Entry first = this.driver.insert(1);
		Entry second = this.driver.insert(2);
		Entry third = this.driver.insert(3);
		assertThat(third.queue).isEqualTo(Entry.WINDOW);
		assertThat(second.queue).isEqualTo(Entry.MAIN);
		assertThat(first.queue).isEqualTo(Entry.MAIN);
		assertThat(this.driver.policy.weight()).isEqualTo(3);
		assertThat(this.driver.evicted).isEmpty();
	}

	@Test
	void entryNobodyReadLosesAgainstOnesThatAreRead() {
		List<Entry> entries = this.driver.fill(10);
		entries.subList(0, 9).forEach(Entry::recordHit);
		this.driver.insert(11);
		assertThat(this.driver.evicted).containsExactly(entries.get(9));
	}

	@Test
	void amongEntriesNobodyReadTheNewcomerLoses() {
		List<Entry> entries = this.driver.fill(10);
		this.driver.insert(11);
		assertThat(this.driver.evicted).as("equals do not displace each other").containsExactly(entries.get(9));
	}

	@Test
	void entryReadInTheWindowGetsASecondChanceAndThenDisplacesAnUnreadOne() {
		List<Entry> entries = this.driver.fill(10);
		Entry candidate = entries.get(9);
		candidate.recordHit();
		candidate.recordHit();
		Entry newcomer = this.driver.insert(11);
		assertThat(this.driver.evicted).containsExactly(newcomer);
		assertThat(candidate.queue).isEqualTo(Entry.WINDOW);
		assertThat(candidate.credit).isOne();
		this.driver.insert(12);
		assertThat(this.driver.evicted).containsExactly(newcomer, entries.get(0));
		assertThat(candidate.queue).isEqualTo(Entry.MAIN);
		assertThat(candidate.credit).isZero();
	}

	@Test
	void secondChancesEndAfterThree() {
		List<Entry> entries = this.driver.fill(10);
		Entry candidate = entries.get(9);
		for (int i = 1; i <= 3; i++) {
			candidate.recordHit();
			this.driver.insert(10 + i);
			assertThat(candidate.queue).isEqualTo(Entry.WINDOW);
			assertThat(candidate.credit).isEqualTo((byte) i);
		}
		candidate.recordHit();
		this.driver.insert(14);
		assertThat(candidate.queue).as("used so often that it got into main").isEqualTo(Entry.MAIN);
		assertThat(this.driver.evicted).doesNotContain(candidate);
	}

	@Test
	void entryReadInMainGetsAnotherRound() {
		List<Entry> entries = this.driver.fill(10);
		entries.get(0).recordHit();
		entries.get(1).recordHit();
		entries.get(1).recordHit();
		Entry candidate = entries.get(9);
		candidate.recordHit();
		candidate.recordHit();
		this.driver.insert(11);
		this.driver.insert(12);
		assertThat(this.driver.evicted).as("the first that was not read").endsWith(entries.get(2)).hasSize(2);
		assertThat(entries.get(0).frequency()).isZero();
		assertThat(entries.get(0).credit).as("one hit").isZero();
		assertThat(entries.get(1).credit).as("two hits").isOne();
	}

	@Test
	void handThatFindsNothingButReadEntriesGivesUpAndRefusesTheCandidate() {
		this.driver = new PolicyDriver(100, false);
		List<Entry> entries = this.driver.fill(100);
		entries.forEach(Entry::recordHit);
		entries.get(99).clearFrequency();
		this.driver.policy.addMoved(PolicyDriver.entry(500), Entry.MAIN, 4);
		this.driver.policy.setCapacity(101);
		Entry candidate = this.driver.insert(500);
		assertThat(this.driver.evicted).containsExactly(entries.get(99));
		entries.forEach(Entry::recordHit);
		this.driver.insert(501);
		assertThat(this.driver.evicted).endsWith(candidate).hasSize(2);
	}

	@Test
	void victimThatWasNotUsedForLongLosesItsMargin() {
		assertThat(contestAfter(0).get(0).key).as("4 against 3 is too close").isEqualTo("candidate");
		this.driver.evicted.clear();
		assertThat(contestAfter(1200).get(0).key).as("the victim is stale").isEqualTo("victim");
	}

	/** A candidate estimated at 4 meets a victim estimated at 3. */
	private List<Entry> contestAfter(int inserts) {
		this.driver = new PolicyDriver(2, false);
		Entry victim = new Entry("victim", PolicyDriver.hash(1), "value", Entry.NEVER, 0);
		this.driver.policy.addMoved(victim, Entry.MAIN, 3);
		Entry known = PolicyDriver.entry(2);
		this.driver.policy.addMoved(known, Entry.MAIN, 3);
		this.driver.policy.remove(known);
		for (int i = 0; i < inserts; i++) {
			Entry passing = PolicyDriver.entry(3);
			this.driver.policy.add(passing, 1);
			this.driver.policy.remove(passing);
		}
		assertThat(this.driver.policy.estimate(PolicyDriver.hash(1))).isEqualTo(3);
		this.driver.add(new Entry("candidate", PolicyDriver.hash(2), "value", Entry.NEVER, 0));
		this.driver.insert(4);
		assertThat(this.driver.evicted).hasSize(1);
		return this.driver.evicted;
	}

	@Test
	void smallerCapacityNamesVictimsUntilItFits() {
		this.driver.fill(10);
		this.driver.policy.setCapacity(4);
		assertThat(this.driver.policy.isOverCapacity()).isTrue();
		this.driver.evictSurplus();
		assertThat(this.driver.evicted).hasSize(6);
		assertThat(this.driver.policy.weight()).isEqualTo(4);
		this.driver.policy.setCapacity(1000);
		assertThat(this.driver.policy.capacity()).isEqualTo(1000);
		assertThat(this.driver.policy.isOverCapacity()).isFalse();
	}

	@Test
	void weightsAreWhatIsBounded() {
		this.driver = new PolicyDriver(100, true);
		for (int i = 0; i < 200; i++) {
			this.driver.add(new DetailedEntry("key" + i, PolicyDriver.hash(i), "value", Entry.NEVER, 0, 1 + i % 20));
			assertThat(this.driver.policy.weight()).isLessThanOrEqualTo(100);
		}
		assertThat(this.driver.policy.weight()).isGreaterThan(60);
		DetailedEntry heavy = new DetailedEntry("heavy", PolicyDriver.hash(999), "value", Entry.NEVER, 0, 101);
		this.driver.policy.add(heavy, 20);
		this.driver.policy.remove(heavy);
		assertThat(this.driver.policy.isOverCapacity()).isFalse();
	}

	@Test
	void changedWeightIsNoted() {
		this.driver = new PolicyDriver(100, true);
		DetailedEntry entry = new DetailedEntry("key", PolicyDriver.hash(1), "value", Entry.NEVER, 0, 10);
		this.driver.policy.add(entry, 1);
		this.driver.policy.reweigh(entry, 95);
		entry.weight(105);
		assertThat(this.driver.policy.weight()).isEqualTo(105);
		assertThat(this.driver.policy.nextVictim()).isSameAs(entry);
		this.driver.policy.remove(entry);
		assertThat(this.driver.policy.weight()).isZero();
	}

	@Test
	void copyTakesThePlaceOfItsEntry() {
		List<Entry> entries = this.driver.fill(10);
		Entry copy = entries.get(0).copy("value");
		this.driver.policy.replace(entries.get(0), copy);
		assertThat(copy.queue).isEqualTo(Entry.MAIN);
		assertThat(this.driver.policy.weight()).isEqualTo(10);
		this.driver.policy.remove(copy);
		assertThat(this.driver.policy.weight()).isEqualTo(9);
	}

	@Test
	void movedEntryBringsItsEstimateAlong() {
		assertThat(this.driver.policy.estimate(PolicyDriver.hash(1))).isZero();
		Entry moved = PolicyDriver.entry(1);
		this.driver.policy.addMoved(moved, Entry.MAIN, 5);
		assertThat(this.driver.policy.estimate(PolicyDriver.hash(1))).isEqualTo(5);
		assertThat(moved.queue).isEqualTo(Entry.MAIN);
	}

}
