package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * A queue of entries linked through the entries themselves. Guarded by the shard lock.
 */
final class EntryQueue {

	private final byte kind;

	private @Nullable Entry head;

	private @Nullable Entry tail;

	private long weight;

	EntryQueue(byte kind) {
		this.kind = kind;
	}

	void addFirst(Entry entry) {
		Entry first = this.head;
		entry.queue = this.kind;
		entry.queueBefore = null;
		entry.queueAfter = first;
		if (first == null) {
			this.tail = entry;
		}
		else {
			first.queueBefore = entry;
		}
		this.head = entry;
		this.weight += entry.weight();
	}

	void addLast(Entry entry) {
		Entry last = this.tail;
		entry.queue = this.kind;
		entry.queueAfter = null;
		entry.queueBefore = last;
		if (last == null) {
			this.head = entry;
		}
		else {
			last.queueAfter = entry;
		}
		this.tail = entry;
		this.weight += entry.weight();
	}

	void remove(Entry entry) {
		Entry before = entry.queueBefore;
		Entry after = entry.queueAfter;
		if (before == null) {
			this.head = after;
		}
		else {
			before.queueAfter = after;
		}
		if (after == null) {
			this.tail = before;
		}
		else {
			after.queueBefore = before;
		}
		entry.queueBefore = null;
		entry.queueAfter = null;
		this.weight -= entry.weight();
	}

	void moveToFirst(Entry entry) {
		if (entry != this.head) {
			remove(entry);
			addFirst(entry);
		}
	}

	/** Makes good for an entry whose weight changes while it is in the queue. */
	void addWeight(long difference) {
		this.weight += difference;
	}

	@Nullable Entry first() {
		return this.head;
	}

	@Nullable Entry last() {
		return this.tail;
	}

	boolean isEmpty() {
		return this.head == null;
	}

	long weight() {
		return this.weight;
	}

}
