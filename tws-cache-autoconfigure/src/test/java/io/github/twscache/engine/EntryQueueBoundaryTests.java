package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryQueueBoundaryTests {

	private final EntryQueue queue = new EntryQueue(Entry.MAIN);

	/** What the queue should hold, the first first. */
	private final List<Entry> model = new ArrayList<>();

	@Test
	void emptyQueueHasNoEnds() {
		assertQueue();
		assertThat(this.queue.first()).isNull();
		assertThat(this.queue.last()).isNull();
	}

	@Test
	void onlyEntryIsBothEnds() {
		for (boolean first : new boolean[] { true, false }) {
			Entry entry = add(7, first);
			assertThat(this.queue.first()).isSameAs(entry);
			assertThat(this.queue.last()).isSameAs(entry);
			assertQueue();
			remove(entry);
			assertQueue();
		}
	}

	@Test
	void entryLeavesFromEitherEndAndFromTheMiddle() {
		for (int leaving : new int[] { 0, 1, 2 }) {
			this.model.forEach(this.queue::remove);
			this.model.clear();
			add(1, true);
			add(2, true);
			add(4, false);
			remove(this.model.get(leaving));
			assertQueue();
		}
	}

	@Test
	void firstEntryMovesNowhere() {
		add(1, true);
		add(2, true);
		this.queue.moveToFirst(this.model.get(0));
		assertQueue();
		Entry last = this.model.get(1);
		this.queue.moveToFirst(last);
		Collections.reverse(this.model);
		assertThat(this.queue.first()).isSameAs(last);
		assertQueue();
	}

	@Test
	void entryThatChangesItsWeightChangesThatOfTheQueue() {
		DetailedEntry entry = add(5, true);
		this.queue.addWeight(3);
		entry.weight(8);
		assertQueue();
		this.queue.addWeight(-7);
		entry.weight(1);
		assertQueue();
		remove(entry);
		assertQueue();
	}

	@Test
	void behavesLikeAList() {
		for (long seed = 0; seed < 20; seed++) {
			SplittableRandom random = new SplittableRandom(seed);
			for (int step = 0; step < 300; step++) {
				step(random);
				assertQueue();
			}
		}
	}

	private void step(SplittableRandom random) {
		int choice = random.nextInt(5);
		if (choice < 2 || this.model.isEmpty()) {
			add(random.nextInt(10), choice == 0);
			return;
		}
		Entry entry = this.model.get(random.nextInt(this.model.size()));
		if (choice < 4) {
			remove(entry);
		}
		else {
			this.queue.moveToFirst(entry);
			this.model.remove(entry);
			this.model.add(0, entry);
		}
	}

	private DetailedEntry add(int weight, boolean first) {
		DetailedEntry entry = new DetailedEntry("key", 1, "value", Entry.NEVER, 0, weight);
		if (first) {
			this.queue.addFirst(entry);
			this.model.add(0, entry);
		}
		else {
			this.queue.addLast(entry);
			this.model.add(entry);
		}
		assertThat(entry.queue).isEqualTo(Entry.MAIN);
		return entry;
	}

	private void remove(Entry entry) {
		this.queue.remove(entry);
		this.model.remove(entry);
		assertThat(entry.queueBefore).isNull();
		assertThat(entry.queueAfter).isNull();
	}

	private void assertQueue() {
		List<Entry> forward = new ArrayList<>();
		for (Entry entry = this.queue.first(); entry != null; entry = entry.queueAfter) {
			forward.add(entry);
		}
		List<Entry> backward = new ArrayList<>();
		for (Entry entry = this.queue.last(); entry != null; entry = entry.queueBefore) {
			backward.add(0, entry);
		}
		assertThat(forward).isEqualTo(this.model);
		assertThat(backward).isEqualTo(this.model);
		assertThat(this.queue.isEmpty()).isEqualTo(this.model.isEmpty());
		assertThat(this.queue.weight()).isEqualTo(this.model.stream().mapToLong(Entry::weight).sum());
	}

}
