package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Moves the entries of a shard that belong to others, a chunk at a time.
 */
final class ShardMover {

	/*
	 * The table of the source is walked by bucket; if it grows meanwhile, the walk starts
	 * again. Entries are collected under the source's lock alone and looked up anew under
	 * both, because they may have died, or been replaced by a copy, in between (by the
	 * key object, which a copy shares: no code of the user's can make a move fail).
	 * Nothing that has to move can come behind the walk: writers know both rings by now,
	 * and who does not is sent back under the source's lock.
	 */

	private static final int CHUNK = 256;

	private static final int BUCKETS_A_HOLD = 4096;

	private final ShardedStore store;

	private final Topology topology;

	private final MoveCount count;

	private final Consumer<@Nullable Removals> evicted;

	private int bucket;

	private int length = -1;

	/**
	 * Creates a mover.
	 * @param evicted takes what had to go on the way, to be announced later
	 */
	ShardMover(ShardedStore store, Topology topology, MoveCount count, Consumer<@Nullable Removals> evicted) {
		this.store = store;
		this.topology = topology;
		this.count = count;
		this.evicted = evicted;
	}

	void moveAll(CacheShard source) {
		boolean more = true;
		while (more && this.store.topology() == this.topology) {
			Map<CacheShard, List<Entry>> chunk = new HashMap<>();
			more = collect(source, chunk);
			chunk.forEach((target, entries) -> moveChunk(source, target, entries));
		}
	}

	private boolean collect(CacheShard source, Map<CacheShard, List<Entry>> chunk) {
		source.lock();
		try {
			ShardTable table = source.table();
			if (table.length() != this.length) {
				this.length = table.length();
				this.bucket = 0;
			}
			int last = (int) Math.min(this.length, (long) this.bucket + BUCKETS_A_HOLD);
			int found = 0;
			while (this.bucket < last && found <= CHUNK - ShardTable.LONGEST_CHAIN) {
				for (Entry entry = table.first(this.bucket); entry != null; entry = entry.next()) {
					CacheShard target = this.topology.owner(entry.hash);
					if (target != source) {
						chunk.computeIfAbsent(target, (any) -> new ArrayList<>()).add(entry);
						found++;
					}
				}
				this.bucket++;
			}
			return this.bucket < this.length;
		}
		finally {
			source.unlock();
		}
	}

	private void moveChunk(CacheShard source, CacheShard target, List<Entry> entries) {
		Removals removals = this.store.newRemovals();
		ShardLockManager locks = this.store.locks();
		locks.lockBoth(source, target);
		this.count.begin();
		try {
			if (this.store.topology() == this.topology) {
				moveLocked(source, target, entries, removals);
			}
		}
		finally {
			try {
				locks.unlockBoth(source, target);
			}
			finally {
				this.count.end();
			}
		}
		this.evicted.accept(removals);
	}

	private void moveLocked(CacheShard source, CacheShard target, List<Entry> entries, @Nullable Removals removals) {
		long now = this.store.clock().now();
		source.beginMove();
		try {
			for (Entry entry : entries) {
				Entry current = source.table().findSame(entry.key, entry.hash);
				if (current != null) {
					move(this.topology, source, target, current, now, removals);
				}
			}
		}
		finally {
			source.endMove();
		}
	}

	/**
	 * Moves one entry, which takes its capacity along as far as the target may have it.
	 * Both locks are held, the source's version is odd.
	 */
	static void move(Topology topology, CacheShard source, CacheShard target, Entry entry, long nowNanos,
			@Nullable Removals removals) {
		int weight = entry.weight();
		long give = Math.min(weight, source.capacity() - topology.target(source));
		long take = Math.min(give, topology.target(target) - target.capacity());
		int estimate = source.estimate(entry.hash);
		byte queue = entry.queue;
		// What allocates comes first, so that no entry is lost on the way.
		target.prepareToAdopt(entry);
		Entry copy = entry.copy(entry.value());
		Object value = entry.kill();
		if (value == Entry.DEAD) {
			return;
		}
		long deadline = entry.endDeadline(nowNanos);
		if (deadline == Entry.OVER) {
			source.removeDead(entry, value, RemovalCause.EXPIRED, removals);
			return;
		}
		source.release(entry);
		copy.takeOver(entry, value, deadline);
		if (take > 0) {
			source.setCapacity(source.capacity() - take);
			target.setCapacity(target.capacity() + take);
		}
		target.adopt(copy, queue, estimate, removals);
	}

}
