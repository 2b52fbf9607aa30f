package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How ghosts size the window.
 */
class EvictionWindowTests {

	private final PolicyDriver driver = new PolicyDriver(100, false);

	@Test
	void returnOfWindowGhostsWidensTheWindow() {
		List<Entry> entries = this.driver.fill(100);
		assertThat(inWindow(entries)).isOne();
		List<Entry> alive = new ArrayList<>(entries);
		alive.addAll(this.driver.insertGhosts(20, Entry.WINDOW));
		alive.removeAll(this.driver.evicted);
		assertThat(inWindow(alive)).isBetween(18L, 21L);
	}

	@Test
	void returnOfMainGhostsNarrowsItAgainTwiceAsFast() {
		List<Entry> alive = new ArrayList<>(this.driver.fill(100));
		alive.addAll(this.driver.insertGhosts(20, Entry.WINDOW));
		alive.removeAll(this.driver.evicted);
		long wide = inWindow(alive);
		alive.addAll(this.driver.insertGhosts(5, Entry.MAIN));
		alive.removeAll(this.driver.evicted);
		assertThat(inWindow(alive)).isBetween(wide - 12, wide - 8);
	}

	@Test
	void windowDriftsBackInQuietTimes() {
		List<Entry> alive = new ArrayList<>(this.driver.fill(100));
		alive.addAll(this.driver.insertGhosts(20, Entry.WINDOW));
		alive.removeAll(this.driver.evicted);
		assertThat(inWindow(alive)).isGreaterThan(10);
		for (int i = 0; i < 3000; i++) {
			alive.add(this.driver.insert(10_000 + i));
		}
		alive.removeAll(this.driver.evicted);
		assertThat(inWindow(alive)).isLessThan(3);
	}

	private static long inWindow(List<Entry> entries) {
		return entries.stream().filter((entry) -> entry.queue == Entry.WINDOW).count();
	}

}
