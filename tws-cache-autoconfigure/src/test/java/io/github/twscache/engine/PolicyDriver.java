package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Does to a policy what a shard does. Hashes are fixed, so that every run is the same.
 */
final class PolicyDriver {

	final EvictionPolicy policy;

	final List<Entry> evicted = new ArrayList<>();

	private int lastGhost = 1000;

	PolicyDriver(long capacity, boolean weighted) {
		this.policy = new EvictionPolicy(capacity, weighted);
	}

	/** Inserts entries that were evicted from a queue just before. */
	List<Entry> insertGhosts(int count, byte queue) {
		List<Entry> inserted = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Entry ghost = entry(++this.lastGhost);
			ghost.queue = queue;
			this.policy.noteEvicted(ghost);
			inserted.add(insert(this.lastGhost));
		}
		return inserted;
	}

	List<Entry> fill(int count) {
		List<Entry> entries = new ArrayList<>();
		for (int i = 1; i <= count; i++) {
			entries.add(insert(i));
		}
		return entries;
	}

	Entry insert(int number) {
		return add(entry(number));
	}

	Entry add(Entry entry) {
		this.policy.add(entry, 10);
		evictSurplus();
		return entry;
	}

	void evictSurplus() {
		while (this.policy.isOverCapacity()) {
			Entry victim = this.policy.nextVictim();
			this.policy.remove(victim);
			this.policy.noteEvicted(victim);
			this.evicted.add(victim);
		}
	}

	static Entry entry(int number) {
		return new Entry("key" + number, hash(number), "value", Entry.NEVER, 0);
	}

	static int hash(int number) {
		int hash = (number ^ (number >>> 16)) * 0x7feb352d;
		hash = (hash ^ (hash >>> 15)) * 0x846ca68b;
		return hash ^ (hash >>> 16);
	}

}
