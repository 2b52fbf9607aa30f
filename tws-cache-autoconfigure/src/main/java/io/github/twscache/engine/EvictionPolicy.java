package io.github.twscache.engine;

import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Decides which entry of a shard has to go. Guarded by the shard lock; hits do not come
 * here, they only bump {@link Entry#recordHit() a counter} of the entry.
 */
final class EvictionPolicy {

	/*
	 * Decides like W-TinyLFU [1] and pays only on writes. New entries enter a FIFO
	 * window; those that leave it compete for a place in the main queue with the victim
	 * that CLOCK [2] finds there, by the estimates of a sketch. The sketch is fed when an
	 * entry comes and from the entries' hit counters when a hand passes. Ghosts tell
	 * whether window or main is too small, as in ARC [3], and the window drifts back when
	 * neither complains.
	 *
	 * The constants come from simulation over 43 pairs of trace and size, and hold on 70
	 * others; src-docs/eviction.md says what each is for.
	 *
	 * All sizes are weights; without a weigher each entry weighs 1.
	 *
	 * [1] Einziger, Friedman and Manes, TinyLFU, 2017 [2] Corbato, A Paging Experiment
	 * with the Multics System, 1968 [3] Megiddo and Modha, ARC: A Self-Tuning, Low
	 * Overhead Replacement Cache, FAST 2003
	 */

	private static final double WINDOW_STEP_UP = 1;

	private static final double WINDOW_STEP_DOWN = 2;

	private static final double DRIFT = .002;

	private static final double QUIET_DRIFT = .05;

	private static final int QUIET_INSERTS = 2000;

	private static final int MOST_SECOND_CHANCES = 3;

	private static final int SECOND_CHANCES_AN_INSERT = 64;

	private static final int MOST_ROTATIONS = 64;

	private static final int SURPLUS_MOVES = 4;

	private final EntryQueue window = new EntryQueue(Entry.WINDOW);

	private final EntryQueue main = new EntryQueue(Entry.MAIN);

	private final boolean weighted;

	private long capacity;

	private double windowTarget;

	private int quiet;

	private long inserts;

	private long insertsAStamp;

	private int secondChances;

	private @Nullable FrequencySketch sketch;

	private @Nullable GhostTable ghosts;

	EvictionPolicy(long capacity, boolean weighted) {
		this.weighted = weighted;
		this.windowTarget = 1;
		setCapacity(capacity);
	}

	void setCapacity(long capacity) {
		this.capacity = capacity;
		this.insertsAStamp = Math.max(1, (long) (Math.max(1.5 * Math.min(capacity, 1L << 40), 1000) / 24));
		clampWindow();
		if (this.sketch != null) {
			this.sketch.setCapacity(sketchCapacity());
		}
		if (this.ghosts != null && !this.ghosts.suits(capacity)) {
			this.ghosts = null;
		}
	}

	long capacity() {
		return this.capacity;
	}

	long weight() {
		return this.window.weight() + this.main.weight();
	}

	boolean isOverCapacity() {
		return weight() > this.capacity;
	}

	/** Makes the sketch fit for a number of entries, before one of them is taken in. */
	void prepare(int entries) {
		sketch().growFor(entries);
	}

	/** Takes a new entry in; call {@link #nextVictim} while over capacity. */
	void add(Entry entry, int entries) {
		this.inserts++;
		sketch().add(entry.hash);
		learn(entry, entries);
		entry.clearFrequency();
		entry.credit = 0;
		this.window.addFirst(entry);
		settle();
	}

	/** Takes an entry in that comes from another shard, with what is known of it. */
	void addMoved(Entry entry, byte queue, int estimate) {
		sketch().add(entry.hash, estimate);
		stamp(entry);
		((queue == Entry.MAIN) ? this.main : this.window).addFirst(entry);
	}

	int estimate(int hash) {
		FrequencySketch counts = this.sketch;
		return (counts != null) ? counts.estimate(hash) : 0;
	}

	void remove(Entry entry) {
		queueOf(entry).remove(entry);
	}

	/** Puts the copy of an entry in its place. */
	void replace(Entry entry, Entry copy) {
		EntryQueue queue = queueOf(entry);
		copy.stamp = entry.stamp;
		queue.remove(entry);
		queue.addFirst(copy);
	}

	void reweigh(Entry entry, long difference) {
		queueOf(entry).addWeight(difference);
	}

	/** Remembers an entry that was removed for size. */
	void noteEvicted(Entry entry) {
		GhostTable table = this.ghosts;
		if (table == null) {
			table = new GhostTable(this.capacity);
			this.ghosts = table;
		}
		table.note(entry.hash, entry.queue);
	}

	/** Chooses an entry to remove; only while over capacity, so there is one. */
	Entry nextVictim() {
		while (true) {
			Entry candidate = this.window.last();
			if (candidate == null || (this.window.weight() <= windowMaximum() && !this.main.isEmpty())) {
				return mainVictim().entry;
			}
			int hits = candidate.frequency();
			candidate.clearFrequency();
			sketch().add(candidate.hash, hits);
			if (hits > 0 && candidate.credit < MOST_SECOND_CHANCES && this.secondChances-- > 0) {
				candidate.credit++;
				this.window.moveToFirst(candidate);
			}
			else if (this.main.isEmpty() || candidate.weight() > this.capacity) {
				return candidate;
			}
			else {
				return contest(candidate);
			}
		}
	}

	/**
	 * Lets the oldest of the window compete with the victim of main, and gives the loser.
	 */
	private Entry contest(Entry candidate) {
		Victim victim = mainVictim();
		int candidateUse = sketch().estimate(candidate.hash);
		int victimUse = sketch().estimate(victim.entry.hash);
		ThreadLocalRandom random = ThreadLocalRandom.current();
		boolean close = victimUse >= 3 || (victimUse >= 1 && random.nextInt(4) != 0);
		int margin = (close && !isStale(victim.entry)) ? 1 : 0;
		// The second way in is against keys prepared to make the victims look hot.
		boolean admit = (!victim.hot && candidateUse > victimUse + margin)
				|| (candidateUse >= 6 && random.nextInt(128) == 0);
		if (!admit) {
			return candidate;
		}
		candidate.credit = 0;
		toMain(candidate, true);
		return victim.entry;
	}

	private record Victim(Entry entry, boolean hot) {
	}

	private Victim mainVictim() {
		Entry entry = lastOfMain();
		for (int i = 0; i < MOST_ROTATIONS; i++) {
			int hits = entry.frequency();
			if (hits > 0) {
				sketch().add(entry.hash, hits);
				entry.credit = (byte) ((hits >= 2) ? 1 : 0);
				entry.clearFrequency();
				stamp(entry);
			}
			else if (entry.credit > 0) {
				entry.credit--;
			}
			else {
				return new Victim(entry, false);
			}
			this.main.moveToFirst(entry);
			entry = lastOfMain();
		}
		return new Victim(entry, true);
	}

	private Entry lastOfMain() {
		Entry last = this.main.last();
		if (last == null) {
			throw new IllegalStateException("over capacity, but both queues are empty");
		}
		return last;
	}

	private void learn(Entry entry, int entries) {
		GhostTable table = this.ghosts;
		int ghost = (table != null) ? table.take(entry.hash) : GhostTable.NONE;
		double unit = this.weighted ? Math.max(1, (double) weight() / Math.max(1, entries)) : 1;
		if (ghost == Entry.WINDOW) {
			this.windowTarget += WINDOW_STEP_UP * unit;
			this.quiet = 0;
		}
		else {
			this.quiet++;
			if (ghost == Entry.MAIN) {
				this.windowTarget -= WINDOW_STEP_DOWN * unit;
			}
		}
		this.windowTarget -= ((this.quiet > QUIET_INSERTS) ? QUIET_DRIFT : DRIFT) * unit;
		clampWindow();
	}

	private void settle() {
		this.secondChances = SECOND_CHANCES_AN_INSERT;
		while (this.window.weight() > windowMaximum() && !isOverCapacity()) {
			// Cold, or refilling after expiry: nobody has to go.
			toMain(lastOfWindow(), true);
		}
		for (int i = 0; i < SURPLUS_MOVES && this.window.weight() > windowMaximum() + 1; i++) {
			// The window shrank: its surplus moves on without an eviction.
			Entry surplus = lastOfWindow();
			surplus.credit = 0;
			toMain(surplus, false);
		}
	}

	private Entry lastOfWindow() {
		Entry last = this.window.last();
		if (last == null) {
			throw new IllegalStateException("the window has weight, but no entry");
		}
		return last;
	}

	private void toMain(Entry entry, boolean first) {
		this.window.remove(entry);
		stamp(entry);
		if (first) {
			this.main.addFirst(entry);
		}
		else {
			this.main.addLast(entry);
		}
	}

	private void stamp(Entry entry) {
		entry.stamp = (byte) (this.inserts / this.insertsAStamp);
	}

	private boolean isStale(Entry entry) {
		return (((this.inserts / this.insertsAStamp) - entry.stamp) & 0xff) > 24;
	}

	private long windowMaximum() {
		return (long) this.windowTarget;
	}

	private void clampWindow() {
		double least = Math.max(1, this.capacity * .01);
		this.windowTarget = Math.max(least, Math.min(this.windowTarget, this.capacity * .8));
	}

	private EntryQueue queueOf(Entry entry) {
		return (entry.queue == Entry.MAIN) ? this.main : this.window;
	}

	private FrequencySketch sketch() {
		FrequencySketch counts = this.sketch;
		if (counts == null) {
			counts = new FrequencySketch(sketchCapacity());
			this.sketch = counts;
		}
		return counts;
	}

	/**
	 * A weight says little about the number of entries: then the sketch grows with them.
	 */
	private long sketchCapacity() {
		return this.weighted ? Math.min(this.capacity, 1 << 20) : this.capacity;
	}

}
