package io.github.twscache.engine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Changes the number of shards and the bound while the store is in use.
 */
public final class Resizer {

	/*
	 * One change at a time; later ones wait in line. A change of the ring 1. gives new
	 * shards what capacity the old ones do not need, 2. publishes a topology that knows
	 * both rings, so that writers and readers look for a key in both places, 3. moves the
	 * entries whose owner changed, shard after shard, on the workers, 4. publishes the
	 * topology without the old ring, and gives every shard its share.
	 *
	 * An entry takes its capacity along, so the sum of capacities never exceeds the
	 * bound. A chunk of a move holds both shard locks and begins by making the source's
	 * version odd: a reader that misses meanwhile looks again under the locks. In a chunk
	 * each entry dies in the source before its copy is seen in the target.
	 */

	/** Fewer entries than this a shard would cost hits. */
	private static final int LEAST_ENTRIES_A_SHARD = 64;

	private static final int CHUNK = 256;

	private static final int TOTALS_ATTEMPTS = 16;

	private final ShardedStore store;

	private final Maintenance maintenance;

	private final MoveCount moves = new MoveCount();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/** Guarded by this. */
	private CompletableFuture<@Nullable Void> lastChange = CompletableFuture.completedFuture(null);

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
		return new CacheShard(index, capacity, store.settings().weigher() != null, store.expiry());
	}

	/**
	 * Changes the number of shards, in the background.
	 * @param shards the number asked for, 1 to {@link ConsistentHash#MAX_SHARDS}
	 * @return completes when every entry is where it belongs
	 */
	public CompletableFuture<@Nullable Void> resize(int shards) {
		this.store.topology().ring();
		return enqueue(() -> this.wantedShards = shards);
	}

	/**
	 * Changes the bound.
	 * @param newMaximum the bound, at least 1
	 * @return completes when the store is within it
	 */
	public CompletableFuture<@Nullable Void> setMaximum(long newMaximum) {
		this.store.topology().ring();
		return enqueue(() -> {
			this.maximum = newMaximum;
			if (this.store.level1() != null) {
				this.store.level1().setMaximum(newMaximum);
			}
		});
	}

	private synchronized CompletableFuture<@Nullable Void> enqueue(Runnable change) {
		CompletableFuture<@Nullable Void> next = this.lastChange.handle((done, failure) -> null)
			.thenCompose((nothing) -> {
				change.run();
				return apply();
			});
		this.lastChange = next;
		return next;
	}

	/**
	 * Hears of every change of the shards, after it.
	 * @param listener called in a thread of the store's
	 */
	public void addListener(Runnable listener) {
		this.listeners.add(listener);
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

	private CompletableFuture<@Nullable Void> apply() {
		Topology before = this.store.topology();
		if (before.isClosed()) {
			return CompletableFuture.completedFuture(null);
		}
		ConsistentHash ring = ConsistentHash.of(shardsFor(this.wantedShards, this.maximum));
		long[] shares = ring.divide(this.maximum);
		if (ring.shards() == before.ring().shards()) {
			applyShares(shares);
			return CompletableFuture.completedFuture(null);
		}
		long[] targets = Arrays.copyOf(shares, Math.max(shares.length, before.shards().length));
		CacheShard[] shards = Arrays.copyOf(before.shards(), targets.length);
		long spare = takeSpare(before, targets);
		for (int i = before.shards().length; i < shards.length; i++) {
			long capacity = Math.min(targets[i], spare / (shards.length - i));
			spare -= capacity;
			shards[i] = newShard(this.store, i, capacity);
		}
		Topology moving = before.movingTo(ring, shards, targets);
		if (!this.store.replaceTopology(before, moving)) {
			return CompletableFuture.completedFuture(null);
		}
		return move(before, moving).thenRun(() -> {
			if (this.store.replaceTopology(moving, moving.settled())) {
				applyShares(shares);
				this.listeners.forEach(Runnable::run);
			}
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
	private CompletableFuture<@Nullable Void> move(Topology before, Topology moving) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		AtomicInteger next = new AtomicInteger();
		AtomicInteger left = new AtomicInteger(before.shards().length);
		Runnable mover = () -> {
			int index;
			while ((index = next.getAndIncrement()) < before.shards().length) {
				try {
					new ShardMover(this.store, moving, this.moves).moveAll(before.shard(index));
				}
				catch (RuntimeException | Error ex) {
					done.completeExceptionally(ex);
				}
				finally {
					if (left.decrementAndGet() == 0) {
						done.complete(null);
					}
				}
			}
		};
		int movers = Math.min(before.shards().length, this.maintenance.backgroundWorkers());
		for (int i = 0; i < movers; i++) {
			this.maintenance.execute(mover);
		}
		return done;
	}

	/**
	 * Gives every shard its share: first those that shrink, so that the sum stays
	 * bounded.
	 */
	private void applyShares(long[] shares) {
		this.moves.begin();
		try {
			for (CacheShard shard : this.store.topology().shards()) {
				applyShare(shard, Math.min(shares[shard.index()], shard.view().capacity()));
			}
			for (CacheShard shard : this.store.topology().shards()) {
				applyShare(shard, shares[shard.index()]);
			}
		}
		finally {
			this.moves.end();
		}
	}

	private void applyShare(CacheShard shard, long share) {
		Removals removals = this.store.newRemovals();
		boolean more = true;
		while (more) {
			shard.lock();
			try {
				if (share != shard.capacity()) {
					shard.setCapacity(share);
				}
				more = shard.shrink(CHUNK, removals);
			}
			finally {
				shard.unlock();
			}
			ShardedStore.announce(removals);
		}
	}

	/** Moves an entry that a writer needs to where it belongs; both locks are held. */
	static void bring(Topology topology, CacheShard former, CacheShard owner, Entry entry,
			@Nullable Removals removals) {
		former.beginMove();
		try {
			ShardMover.move(topology, former, owner, entry, removals);
		}
		finally {
			former.endMove();
		}
	}

	MoveCount moves() {
		return this.moves;
	}

	/** Adds the shards up at a moment when no entry is between two of them. */
	ShardView totals() {
		for (int attempt = 0; attempt < TOTALS_ATTEMPTS; attempt++) {
			Topology seen = this.store.topology();
			long stamp = this.moves.stamp();
			if (stamp >= 0) {
				ShardView sum = sum(seen);
				if (this.moves.isUnchanged(stamp) && this.store.topology() == seen) {
					return sum;
				}
			}
			Thread.onSpinWait();
		}
		return totalsLocked();
	}

	private ShardView totalsLocked() {
		while (true) {
			Topology seen = this.store.topology();
			this.store.locks().lockAll(seen.all());
			try {
				if (this.store.topology() == seen) {
					return sum(seen);
				}
			}
			finally {
				this.store.locks().unlockAll(seen.all());
			}
		}
	}

	private static ShardView sum(Topology topology) {
		topology.ring();
		ShardView sum = topology.retired();
		for (CacheShard shard : topology.shards()) {
			sum = sum.plus(shard.view());
		}
		return sum;
	}

}
