package io.github.twscache.engine;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.twscache.engine.ChangeQueue.Change;
import org.jspecify.annotations.Nullable;

/**
 * Changes the number of shards and the bound while the store is in use.
 */
public final class Resizer {

	/*
	 * One change at a time (see ChangeQueue). A change of the ring 1. gives new shards
	 * what capacity the old ones do not need, 2. publishes a topology that knows both
	 * rings, so that writers and readers look for a key in both places, 3. moves the
	 * entries whose owner changed, shard after shard, on the workers, 4. publishes the
	 * topology without the old ring, and gives every shard its share.
	 *
	 * An entry takes its capacity along, so the sum of capacities never exceeds the
	 * bound. A chunk of a move holds both shard locks and begins by making the source's
	 * version odd: a reader that misses meanwhile looks again under the locks. In a chunk
	 * each entry dies in the source before its copy is seen in the target.
	 */

	/**
	 * Fewer entries than this a shard would cost hits: the smaller a shard, the more
	 * uneven its share of a working set that just fits.
	 */
	private static final int LEAST_ENTRIES_A_SHARD = 125;

	private static final int CHUNK = 256;

	private static final System.Logger LOGGER = System.getLogger(Resizer.class.getName());

	private final ShardedStore store;

	private final Maintenance maintenance;

	private final MoveCount moves = new MoveCount();

	private final ChangeQueue changes = new ChangeQueue();

	private volatile int wantedShards;

	private volatile long maximum;

	Resizer(ShardedStore store, Maintenance maintenance) {
		this.store = store;
		this.maintenance = maintenance;
		this.wantedShards = store.settings().numShards();
		this.maximum = store.settings().maximum();
	}

	/** How many shards a cache uses: a small one fewer than asked for. */
	static int shardsFor(int wanted, long maximum) {
		return (int) Math.max(1, Math.min(wanted, maximum / LEAST_ENTRIES_A_SHARD));
	}

	static CacheShard[] newShards(ShardedStore store, long[] capacities) {
		CacheShard[] shards = new CacheShard[capacities.length];
		for (int i = 0; i < shards.length; i++) {
			shards[i] = newShard(store, i, capacities[i]);
		}
		return shards;
	}

	private static CacheShard newShard(ShardedStore store, int index, long capacity) {
		return new CacheShard(index, capacity, store.settings().weigher() != null, store.expiry(), store.level1());
	}

	/**
	 * Changes the number of shards, in the background.
	 * @param shards the number asked for, 1 to {@link ConsistentHash#MAX_SHARDS}
	 * @return completes when every entry is where it belongs
	 */
	public CompletableFuture<@Nullable Void> resize(int shards) {
		this.store.topology().ring();
		return this.changes.add((change) -> {
			this.wantedShards = shards;
			return apply(change);
		});
	}

	/**
	 * Changes the bound.
	 * @param newMaximum the bound, at least 1
	 * @return completes when the store is within it
	 */
	public CompletableFuture<@Nullable Void> setMaximum(long newMaximum) {
		this.store.topology().ring();
		return this.changes.add((change) -> {
			this.maximum = newMaximum;
			if (this.store.level1() != null) {
				this.store.level1().setMaximum(newMaximum);
			}
			return apply(change);
		});
	}

	/**
	 * Hears of every change of the shards, after it.
	 * @param listener called in the caller's thread, or one of its own
	 */
	public void addListener(Runnable listener) {
		this.changes.addListener(listener);
	}

	/**
	 * Gives the bound.
	 * @return the bound
	 */
	public long maximum() {
		return this.maximum;
	}

	/**
	 * Gives the number of shards in use.
	 * @return the number the ring has
	 */
	public int shardsInUse() {
		return this.store.topology().ring().shards();
	}

	private CompletableFuture<@Nullable Void> apply(Change change) {
		Topology before = this.store.topology();
		if (before.isClosed()) {
			return CompletableFuture.completedFuture(null);
		}
		if (!before.isSettled()) {
			// An earlier move failed halfway: its entries first.
			return moveAndSettle(before, change).thenCompose((done) -> apply(change));
		}
		ConsistentHash ring = ConsistentHash.of(shardsFor(this.wantedShards, this.maximum));
		long[] shares = ring.divide(this.maximum);
		if (ring.shards() == before.ring().shards()) {
			applyShares(shares, change);
			return CompletableFuture.completedFuture(null);
		}
		Topology moving = before.movingTo(ring, grown(before, shares), grownTo(before, shares));
		if (!this.store.replaceTopology(before, moving)) {
			return CompletableFuture.completedFuture(null);
		}
		return moveAndSettle(moving, change);
	}

	/** The targets of all shards while entries move: those to be drained keep nothing. */
	private static long[] grownTo(Topology before, long[] shares) {
		return Arrays.copyOf(shares, Math.max(shares.length, before.shards().length));
	}

	private CacheShard[] grown(Topology before, long[] shares) {
		long[] targets = grownTo(before, shares);
		CacheShard[] shards = Arrays.copyOf(before.shards(), targets.length);
		// Shards that go keep their room until their entries have gone, for writers that
		// come before the new ring is known.
		long spare = 0;
		if (shards.length > before.shards().length) {
			long bound = Arrays.stream(before.shards()).mapToLong(CacheShard::capacity).sum();
			// The bound may have been raised as well: entries bring no capacity for that.
			spare = takeSpare(before, targets) + Math.max(0, this.maximum - bound);
		}
		long size = Arrays.stream(before.shards()).mapToLong(CacheShard::roughSize).sum();
		for (int i = before.shards().length; i < shards.length; i++) {
			long capacity = Math.min(targets[i], spare / (shards.length - i));
			spare -= capacity;
			shards[i] = newShard(this.store, i, capacity);
			// A table that grows while entries come delays whoever misses one of them.
			shards[i].expect((long) ((double) size * targets[i] / this.maximum));
		}
		return shards;
	}

	private CompletableFuture<@Nullable Void> moveAndSettle(Topology moving, Change change) {
		return move(moving, change).thenApply((moved) -> {
			Topology settled = moving.settled();
			if (this.store.replaceTopology(moving, settled)) {
				applyShares(settled.ring().divide(this.maximum), change);
				change.resized();
			}
			return null;
		});
	}

	/** Takes from each shard what it neither uses nor keeps. */
	private static long takeSpare(Topology before, long[] targets) {
		long spare = 0;
		for (CacheShard shard : before.shards()) {
			shard.lock();
			try {
				long kept = Math.max(targets[shard.index()], shard.weight());
				if (kept < shard.capacity()) {
					spare += shard.capacity() - kept;
					shard.setCapacity(kept);
				}
			}
			finally {
				shard.unlock();
			}
		}
		return spare;
	}

	/** Moves shard after shard, on as many workers as there may be. */
	private CompletableFuture<@Nullable Void> move(Topology moving, Change change) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		CacheShard[] sources = moving.shards();
		AtomicInteger next = new AtomicInteger();
		AtomicInteger left = new AtomicInteger(sources.length);
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Runnable mover = () -> {
			int index;
			while ((index = next.getAndIncrement()) < sources.length) {
				try {
					new ShardMover(this.store, moving, this.moves, change::evicted).moveAll(sources[index]);
				}
				catch (Throwable ex) {
					failure.set(ex);
				}
				finally {
					// Not before all movers have ended: none may meet the next topology.
					if (left.decrementAndGet() == 0) {
						end(done, failure.get());
					}
				}
			}
		};
		int movers = Math.min(sources.length, this.maintenance.backgroundWorkers());
		this.maintenance.execute(mover);
		try {
			for (int i = 1; i < movers; i++) {
				this.maintenance.execute(mover);
			}
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.DEBUG, "Fewer workers than there may be: the first moves all", ex);
		}
		return done;
	}

	private static void end(CompletableFuture<@Nullable Void> done, @Nullable Throwable failure) {
		if (failure != null) {
			done.completeExceptionally(failure);
		}
		else {
			done.complete(null);
		}
	}

	/**
	 * Gives every shard its share: first those that shrink, so that the sum stays
	 * bounded.
	 */
	private void applyShares(long[] shares, Change change) {
		CacheShard[] shards = this.store.topology().shards();
		for (CacheShard shard : shards) {
			applyShare(shard, Math.min(shares[shard.index()], shard.view().capacity()), change);
		}
		for (CacheShard shard : shards) {
			applyShare(shard, shares[shard.index()], change);
		}
	}

	private void applyShare(CacheShard shard, long share, Change change) {
		Removals removals = this.store.newRemovals();
		boolean more = true;
		while (more) {
			shard.lock();
			this.moves.begin();
			try {
				if (share != shard.capacity()) {
					shard.setCapacity(share);
				}
				more = shard.shrink(CHUNK, removals);
			}
			finally {
				try {
					shard.unlock();
				}
				finally {
					this.moves.end();
				}
			}
		}
		change.evicted(removals);
	}

	/** Moves an entry that a writer needs to where it belongs; both locks are held. */
	static void bring(Topology topology, CacheShard former, CacheShard owner, Entry entry, long nowNanos,
			@Nullable Removals removals) {
		former.beginMove();
		try {
			ShardMover.move(topology, former, owner, entry, nowNanos, removals);
		}
		finally {
			former.endMove();
		}
	}

	MoveCount moves() {
		return this.moves;
	}

}
