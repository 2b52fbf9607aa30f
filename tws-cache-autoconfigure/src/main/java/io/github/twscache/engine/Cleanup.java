package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Removes the expired entries of a store, all shards at the same time.
 */
public final class Cleanup {

	/*
	 * A round takes the shards that have something due, one after another, in the thread
	 * that asked and in as many workers as are free; nobody waits for a worker that has
	 * not begun. Each hold of a shard lock meets a bounded number of entries.
	 */

	private static final int ENTRIES_A_HOLD = 256;

	private final ShardedStore store;

	private final Maintenance maintenance;

	private final LongAdder rounds = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private volatile long lastNanos;

	private volatile long sweptNanos = System.nanoTime();

	private volatile boolean ended;

	Cleanup(ShardedStore store, Maintenance maintenance) {
		this.store = store;
		this.maintenance = maintenance;
	}

	/**
	 * Removes everything that has expired by now.
	 * @return how many entries were removed by this call and meanwhile
	 */
	public long run() {
		Topology topology = this.store.topology();
		topology.ring();
		long start = System.nanoTime();
		long now = this.store.clock().now();
		long before = this.store.totals().expirations();
		List<CacheShard> due = new ArrayList<>();
		for (CacheShard shard : topology.shards()) {
			if (shard.nextDeadline() <= now) {
				due.add(shard);
			}
		}
		sweepTogether(due, now);
		this.store.locks().keyLock().sweep();
		this.lastNanos = System.nanoTime() - start;
		this.nanos.add(this.lastNanos);
		this.rounds.increment();
		return this.store.totals().expirations() - before;
	}

	/**
	 * Lets go of key locks nobody holds and of entries only the first level still knows,
	 * if that was so long ago. A walk over all its slots: not a part of each round, whose
	 * cost is to follow what has expired.
	 */
	void sweepUnusedAfter(long nanos) {
		if (System.nanoTime() - this.sweptNanos >= nanos) {
			this.sweptNanos = System.nanoTime();
			this.store.locks().keyLock().sweep();
			if (this.store.level1() != null) {
				this.store.level1().sweep(this.store.clock().now());
			}
		}
	}

	private void sweepTogether(List<CacheShard> due, long nowNanos) {
		AtomicInteger next = new AtomicInteger();
		CountDownLatch left = new CountDownLatch(due.size());
		Runnable sweeper = () -> {
			int index;
			while ((index = next.getAndIncrement()) < due.size()) {
				try {
					sweep(due.get(index), nowNanos);
				}
				finally {
					left.countDown();
				}
			}
		};
		this.maintenance.help(sweeper, due.size() - 1);
		sweeper.run();
		boolean interrupted = false;
		while (left.getCount() > 0) {
			try {
				left.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void sweep(CacheShard shard, long nowNanos) {
		@Nullable Removals removals = this.store.newRemovals();
		boolean more = true;
		while (more) {
			shard.lock();
			try {
				more = shard.cleanUp(nowNanos, ENTRIES_A_HOLD, removals);
			}
			finally {
				shard.unlock();
			}
			ShardedStore.announce(removals);
		}
	}

	/** The time until the first entry may expire, negative if that has passed. */
	long nanosUntilDue() {
		long next = Entry.NEVER;
		for (CacheShard shard : this.store.topology().shards()) {
			next = Math.min(next, shard.nextDeadline());
		}
		return (next == Entry.NEVER) ? Long.MAX_VALUE : next - this.store.clock().now();
	}

	void end() {
		this.ended = true;
	}

	boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Counts the rounds.
	 * @return how many there were
	 */
	public long rounds() {
		return this.rounds.sum();
	}

	long nanos() {
		return this.nanos.sum();
	}

	long lastNanos() {
		return this.lastNanos;
	}

}
