package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has to go, at the edges of each rule. Where lots are drawn, so often that the
 * bounds are many deviations away.
 */
@Timeout(30)
class EvictionPolicyBoundaryTests {

	private static final String CANDIDATE = "candidate";

	private static final String VICTIM = "victim";

	@Test
	void equalsDoNotDisplaceEachOther() {
		for (int use : new int[] { 0, 1, 2, 3, 5 }) {
			assertThat(loser(use, use)).as("%d against %d", use, use).isEqualTo(CANDIDATE);
		}
	}

	@Test
	void oneMoreIsTooCloseForAVictimThatIsUsedOften() {
		for (int i = 0; i < 100; i++) {
			assertThat(loser(4, 3)).isEqualTo(CANDIDATE);
			assertThat(loser(5, 3)).isEqualTo(VICTIM);
		}
	}

	@Test
	void oneMoreIsEnoughOneTimeInFourForAVictimThatIsUsedSeldom() {
		for (int use : new int[] { 1, 2 }) {
			assertThat(victimsOf(1000, use + 1, use)).as("against %d", use).isBetween(150, 350);
			assertThat(victimsOf(100, use + 2, use)).as("two more").isEqualTo(100);
		}
	}

	@Test
	void oneMoreIsAlwaysEnoughForAVictimThatIsNotKnown() {
		assertThat(victimsOf(100, 1, 0)).isEqualTo(100);
	}

	@Test
	void candidateThatIsUsedOftenHasASecondWayIn() {
		assertThat(victimsOf(20_000, 6, 15)).as("one time in 128").isBetween(60, 300);
		assertThat(victimsOf(20_000, 5, 15)).isZero();
	}

	@Test
	void victimIsStaleAfterAHalfMoreInsertsThanEntries() {
		assertThat(loserAfter(100, 0, 1024)).as("a small cache counts a thousand").isEqualTo(CANDIDATE);
		assertThat(loserAfter(100, 0, 1025)).isEqualTo(VICTIM);
		assertThat(loserAfter(2000, 0, 3124)).isEqualTo(CANDIDATE);
		assertThat(loserAfter(2000, 0, 3125)).isEqualTo(VICTIM);
	}

	@Test
	void ageIsCountedFromTheMoveAndSurvivesTheWrapOfItsByte() {
		int longAgo = 41 * 300;
		assertThat(loserAfter(100, longAgo, 0)).isEqualTo(CANDIDATE);
		assertThat(loserAfter(100, longAgo, 1024)).isEqualTo(CANDIDATE);
		assertThat(loserAfter(100, longAgo, 1025)).isEqualTo(VICTIM);
	}

	@Test
	void entryIsYoungWhenItComesIntoMain() {
		EvictionPolicy policy = new EvictionPolicy(100, true);
		pass(policy, 2000);
		for (int i = 0; i < 2; i++) {
			DetailedEntry before = weighing(VICTIM, 1, 75);
			policy.add(before, 1);
			policy.remove(before);
		}
		DetailedEntry victim = weighing(VICTIM, 1, 75);
		policy.add(victim, 1);
		assertThat(victim.queue).isEqualTo(Entry.MAIN);
		assertThat(policy.estimate(PolicyDriver.hash(1))).isEqualTo(3);
		policy.addMoved(weighing(CANDIDATE, 2, 75), Entry.WINDOW, 4);
		assertThat(policy.nextVictim().key).as("4 against 3, which is not stale").isEqualTo(CANDIDATE);
	}

	@Test
	void handThatPassesAnEntryMakesItYoungAgain() {
		EvictionPolicy policy = new EvictionPolicy(100, true);
		DetailedEntry victim = weighing(VICTIM, 1, 75);
		policy.addMoved(victim, Entry.MAIN, 2);
		pass(policy, 1200);
		victim.recordHit();
		policy.addMoved(weighing(CANDIDATE, 2, 75), Entry.WINDOW, 4);
		assertThat(policy.nextVictim().key).as("4 against 2 and the hit").isEqualTo(CANDIDATE);
		assertThat(policy.estimate(PolicyDriver.hash(1))).isEqualTo(3);
	}

	@Test
	void handPassesSixtyFourEntriesAtMost() {
		assertThat(loserBehind(63)).as("found in the last step").isEqualTo("unread");
		assertThat(loserBehind(64)).as("not looked at, so it may be hot").isEqualTo(CANDIDATE);
	}

	private static Object loserBehind(int read) {
		EvictionPolicy policy = new EvictionPolicy(read + 2, false);
		for (int i = 1; i <= read; i++) {
			Entry entry = PolicyDriver.entry(i);
			policy.addMoved(entry, Entry.MAIN, 0);
			entry.recordHit();
		}
		policy.addMoved(new Entry("unread", PolicyDriver.hash(500), "value", Entry.NEVER, 0), Entry.MAIN, 0);
		policy.addMoved(new Entry(CANDIDATE, PolicyDriver.hash(600), "value", Entry.NEVER, 0), Entry.WINDOW, 5);
		policy.addMoved(PolicyDriver.entry(700), Entry.WINDOW, 0);
		return policy.nextVictim().key;
	}

	@Test
	void entryThatWasHitTwiceStaysForTwoRounds() {
		EvictionPolicy policy = new EvictionPolicy(2, false);
		Entry victim = new Entry(VICTIM, PolicyDriver.hash(1), "value", Entry.NEVER, 0);
		policy.addMoved(victim, Entry.MAIN, 0);
		victim.recordHit();
		victim.recordHit();
		policy.addMoved(new Entry(CANDIDATE, PolicyDriver.hash(2), "value", Entry.NEVER, 0), Entry.WINDOW, 5);
		policy.addMoved(PolicyDriver.entry(3), Entry.WINDOW, 0);
		assertThat(policy.nextVictim()).as("then it is found, not given up").isSameAs(victim);
		assertThat(policy.estimate(PolicyDriver.hash(1))).isEqualTo(2);
		assertThat(victim.frequency()).isZero();
		assertThat(victim.credit).isZero();
	}

	@Test
	void windowWithinItsMaximumLosesNobody() {
		PolicyDriver driver = new PolicyDriver(10, false);
		List<Entry> entries = driver.fill(10);
		driver.policy.addMoved(PolicyDriver.entry(500), Entry.MAIN, 0);
		assertThat(driver.policy.nextVictim()).isSameAs(entries.get(0));
	}

	@Test
	void mainAloneIsEnough() {
		EvictionPolicy policy = new EvictionPolicy(1, false);
		Entry first = PolicyDriver.entry(1);
		policy.addMoved(first, Entry.MAIN, 0);
		policy.addMoved(PolicyDriver.entry(2), Entry.MAIN, 0);
		assertThat(policy.nextVictim()).isSameAs(first);
	}

	@Test
	void policyWithoutCapacityNamesItsOnlyEntry() {
		EvictionPolicy policy = new EvictionPolicy(0, false);
		Entry entry = PolicyDriver.entry(1);
		policy.add(entry, 1);
		assertThat(policy.isOverCapacity()).isTrue();
		assertThat(policy.nextVictim()).isSameAs(entry);
	}

	@Test
	void candidateAsHeavyAsTheCapacityMayStillWin() {
		assertThat(loser(100, 5, 0)).isEqualTo(VICTIM);
		assertThat(loser(101, 5, 0)).as("fits in no way").isEqualTo(CANDIDATE);
	}

	@Test
	void anInsertGivesSixtyFourSecondChances() {
		EvictionPolicy policy = new EvictionPolicy(1000, false);
		List<Entry> window = new ArrayList<>();
		window.add(PolicyDriver.entry(1));
		policy.add(window.get(0), 1);
		policy.addMoved(PolicyDriver.entry(200), Entry.MAIN, 0);
		for (int i = 2; i <= 101; i++) {
			window.add(PolicyDriver.entry(i));
			policy.addMoved(window.get(i - 1), Entry.WINDOW, 0);
		}
		window.forEach(Entry::recordHit);
		policy.setCapacity(50);
		policy.nextVictim();
		assertThat(window.stream().filter((entry) -> entry.credit == 1)).hasSize(64);
	}

	@Test
	void newEntryIsCountedOnceAndStartsUnread() {
		PolicyDriver driver = new PolicyDriver(10, false);
		Entry entry = PolicyDriver.entry(1);
		entry.recordHit();
		driver.add(entry);
		assertThat(entry.frequency()).isZero();
		assertThat(driver.policy.estimate(PolicyDriver.hash(1))).isOne();
	}

	@Test
	void movedEntryComesIntoTheQueueItWasIn() {
		EvictionPolicy policy = new EvictionPolicy(10, false);
		for (byte queue : new byte[] { Entry.WINDOW, Entry.MAIN }) {
			Entry entry = PolicyDriver.entry(queue + 1);
			policy.addMoved(entry, queue, 0);
			assertThat(entry.queue).isEqualTo(queue);
		}
		assertThat(policy.weight()).isEqualTo(2);
	}

	private static int victimsOf(int contests, int candidateUse, int victimUse) {
		int victims = 0;
		for (int i = 0; i < contests; i++) {
			victims += loser(candidateUse, victimUse).equals(VICTIM) ? 1 : 0;
		}
		return victims;
	}

	/** Of two entries that do not fit together. */
	private static Object loser(int candidateUse, int victimUse) {
		return loser(75, candidateUse, victimUse);
	}

	private static Object loser(int candidateWeight, int candidateUse, int victimUse) {
		EvictionPolicy policy = new EvictionPolicy(100, true);
		policy.addMoved(weighing(VICTIM, 1, 75), Entry.MAIN, victimUse);
		policy.addMoved(weighing(CANDIDATE, 2, candidateWeight), Entry.WINDOW, candidateUse);
		return policy.nextVictim().key;
	}

	/** Of a candidate estimated at 4 and a victim estimated at 3. */
	private static Object loserAfter(long capacity, int insertsBefore, int insertsAfter) {
		EvictionPolicy policy = new EvictionPolicy(capacity, true);
		int weight = (int) (capacity * 3 / 4);
		pass(policy, insertsBefore);
		policy.addMoved(weighing(VICTIM, 1, weight), Entry.MAIN, 3);
		pass(policy, insertsAfter);
		policy.addMoved(weighing(CANDIDATE, 2, weight), Entry.WINDOW, 4);
		return policy.nextVictim().key;
	}

	private static void pass(EvictionPolicy policy, int inserts) {
		for (int i = 0; i < inserts; i++) {
			DetailedEntry passing = weighing("passing", 3, 1);
			policy.add(passing, 2);
			policy.remove(passing);
		}
	}

	private static DetailedEntry weighing(String key, int number, int weight) {
		return new DetailedEntry(key, PolicyDriver.hash(number), "value", Entry.NEVER, 0, weight);
	}

}
