package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How large the window gets and how small, and what happens to its surplus.
 */
@Timeout(30)
class EvictionWindowBoundaryTests {

	/** A number that no ghost of {@link PolicyDriver#insertGhosts} and no entry has. */
	private static final int STRANGERS = 100_000;

	private final List<Entry> alive = new ArrayList<>();

	@Test
	void severalGhostsAreRememberedAtATime() {
		PolicyDriver driver = new PolicyDriver(1000, false);
		this.alive.addAll(driver.fill(1000));
		assertThat(inWindow(driver)).isEqualTo(10);
		note(driver.policy, 2000, 20, Entry.WINDOW);
		insert(driver, 2000, 20);
		assertThat(inWindow(driver)).isBetween(22L, 31L);
	}

	@Test
	void windowTakesFourFifthsAtMost() {
		PolicyDriver driver = new PolicyDriver(100, false);
		this.alive.addAll(driver.fill(100));
		this.alive.addAll(driver.insertGhosts(300, Entry.WINDOW));
		assertThat(inWindow(driver)).isBetween(70L, 80L);
	}

	@Test
	void windowThatCannotShrinkAnyMoreOwesNothing() {
		PolicyDriver driver = new PolicyDriver(100, false);
		this.alive.addAll(driver.fill(100));
		this.alive.addAll(driver.insertGhosts(50, Entry.MAIN));
		assertThat(inWindow(driver)).isBetween(1L, 2L);
		this.alive.addAll(driver.insertGhosts(10, Entry.WINDOW));
		assertThat(inWindow(driver)).isBetween(8L, 12L);
	}

	@Test
	void surplusGoesToTheEndOfMainFourEntriesAnInsert() {
		EvictionPolicy policy = new EvictionPolicy(90, false);
		moved(policy, 100, 70, Entry.MAIN, 0);
		List<Entry> window = moved(policy, 200, 4, Entry.WINDOW, 0);
		window.addAll(moved(policy, 300, 16, Entry.WINDOW, 5));
		policy.add(PolicyDriver.entry(900), 91);
		assertThat(window.subList(0, 4)).allMatch((entry) -> entry.queue == Entry.MAIN);
		assertThat(window.subList(4, 20)).allMatch((entry) -> entry.queue == Entry.WINDOW);
		assertThat(policy.nextVictim()).as("the last one that moved is at the very end").isSameAs(window.get(3));
	}

	@Test
	void surplusOfOneStaysInTheWindow() {
		EvictionPolicy policy = new EvictionPolicy(90, false);
		moved(policy, 100, 88, Entry.MAIN, 0);
		List<Entry> window = moved(policy, 200, 2, Entry.WINDOW, 0);
		policy.add(PolicyDriver.entry(900), 91);
		assertThat(window.get(0).queue).isEqualTo(Entry.MAIN);
		assertThat(window.get(1).queue).isEqualTo(Entry.WINDOW);
	}

	@Test
	void windowOfWeighedEntriesMovesByTheirMeanWeight() {
		EvictionPolicy policy = new EvictionPolicy(1000, true);
		weighed(policy, 1, 100);
		assertThat(weighedInWindow()).isOne();
		ghosts(policy, 2000, 20, Entry.WINDOW);
		weighed(policy, STRANGERS, 60);
		assertThat(weighedInWindow()).as("20 steps of 10, less some drift").isBetween(15L, 22L);
		weighed(policy, 2 * STRANGERS, 6000);
		assertThat(weighedInWindow()).as("drifted back").isBetween(1L, 3L);
	}

	@Test
	void ghostsOfMainShrinkTheWindowByTwoMeanWeights() {
		EvictionPolicy policy = new EvictionPolicy(1000, true);
		weighed(policy, 1, 100);
		ghosts(policy, 2000, 20, Entry.WINDOW);
		ghosts(policy, 3000, 8, Entry.MAIN);
		weighed(policy, STRANGERS, 60);
		assertThat(weighedInWindow()).as("20 steps of 10 up, 8 of 20 down").isBetween(1L, 7L);
	}

	@Test
	void ghostsOfAMuchLargerCacheAreForgotten() {
		PolicyDriver driver = new PolicyDriver(10_000, false);
		note(driver.policy, 2000, 10, Entry.MAIN);
		driver.policy.setCapacity(100);
		insert(driver, 2000, 10);
		insert(driver, STRANGERS, 190);
		assertThat(inWindow(driver)).as("four fifths, nobody complained").isBetween(75L, 80L);
	}

	@Test
	void ghostsOfACacheAboutAsLargeAreKept() {
		PolicyDriver driver = new PolicyDriver(100, false);
		note(driver.policy, 2000, 5, Entry.WINDOW);
		driver.policy.setCapacity(110);
		insert(driver, 2000, 5);
		insert(driver, STRANGERS, 200);
		assertThat(inWindow(driver)).isBetween(4L, 6L);
	}

	@Test
	void sketchThatWasPreparedTellsStrangersFromEntries() {
		EvictionPolicy small = new EvictionPolicy(512, false);
		small.addMoved(PolicyDriver.entry(STRANGERS), Entry.MAIN, 1);
		small.setCapacity(100_000);
		for (EvictionPolicy policy : List.of(new EvictionPolicy(100_000, false), small)) {
			policy.prepare(100_000);
			moved(policy, 1, 20_000, Entry.MAIN, 1);
			int estimates = 0;
			for (int i = 1; i <= 200; i++) {
				estimates += policy.estimate(PolicyDriver.hash(STRANGERS + i));
			}
			assertThat(estimates).isLessThan(20);
		}
	}

	private static List<Entry> moved(EvictionPolicy policy, int first, int count, byte queue, int estimate) {
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Entry entry = PolicyDriver.entry(first + i);
			policy.addMoved(entry, queue, estimate);
			entries.add(entry);
		}
		return entries;
	}

	private static void note(EvictionPolicy policy, int first, int count, byte queue) {
		for (int i = 0; i < count; i++) {
			Entry ghost = PolicyDriver.entry(first + i);
			ghost.queue = queue;
			policy.noteEvicted(ghost);
		}
	}

	private void insert(PolicyDriver driver, int first, int count) {
		for (int i = 0; i < count; i++) {
			this.alive.add(driver.insert(first + i));
		}
	}

	private long inWindow(PolicyDriver driver) {
		this.alive.removeAll(driver.evicted);
		return weighedInWindow();
	}

	/** Entries that come again soon after they had to go. */
	private void ghosts(EvictionPolicy policy, int first, int count, byte queue) {
		for (int number = first; number < first + count; number++) {
			note(policy, number, 1, queue);
			weighed(policy, number, 1);
		}
	}

	/** Entries of weight 10 each. */
	private void weighed(EvictionPolicy policy, int first, int count) {
		for (int i = 0; i < count; i++) {
			Entry entry = new DetailedEntry("key", PolicyDriver.hash(first + i), "value", Entry.NEVER, 0, 10);
			this.alive.add(entry);
			policy.add(entry, this.alive.size() - 1);
			while (policy.isOverCapacity()) {
				Entry victim = policy.nextVictim();
				policy.remove(victim);
				policy.noteEvicted(victim);
				this.alive.remove(victim);
			}
		}
	}

	private long weighedInWindow() {
		return this.alive.stream().filter((entry) -> entry.queue == Entry.WINDOW).count();
	}

}
