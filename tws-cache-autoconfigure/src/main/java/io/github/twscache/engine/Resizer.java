package io.github.twscache.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

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

	private static final System.Logger LOGGER = System.getLogger(Resizer.class.getName());

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

	@SuppressWarnings("FutureReturnValueIgnored") // what ends is the turn
	private CompletableFuture<@Nullable Void> enqueue(Runnable change) {
		CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
		CompletableFuture<@Nullable Void> before;
		synchronized (this) {
			before = this.lastChange;
			this.lastChange = turn;
		}
		Aftermath aftermath = new Aftermath();
		before.handle((done, failure) -> {
			change.run();
			return apply(aftermath);
		}).thenCompose(Function.identity()).whenComplete((done, failure) -> {
			end(turn, failure);
			// Code of the user's: it may ask for another change and wait for it.
			aftermath.tell(this.listeners);
		});
		return turn;
	}

	/**
	 * What a change has to tell once it is over.
	 */
	private static final class Aftermath {

		private final Queue<Removals> evicted = new ConcurrentLinkedQueue<>();

		private volatile boolean resized;

		private void add(@Nullable Removals removals) {
			if (removals != null) {
				this.evicted.add(removals);
			}
		}

		private void tell(List<Runnable> listeners) {
			this.evicted.forEach(Removals::announce);
			if (this.resized) {
				listeners.forEach(Aftermath::tell);
			}
		}

		private static void tell(Runnable listener) {
			try {
				listener.run();
			}
			catch (RuntimeException ex) {
				LOGGER.log(System.Logger.Level.WARNING, "A listener failed on a change of the shards", ex);
			}
		}

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

	private CompletableFuture<@Nullable Void> apply(Aftermath aftermath) {
		Topology before = this.store.topology();
		if (before.isClosed()) {
			return CompletableFuture.completedFuture(null);
		}
		if (!before.isSettled()) {
			// An earlier move failed halfway: its entries first.
			return moveAndSettle(before, aftermath).thenCompose((done) -> apply(aftermath));
		}
		ConsistentHash ring = ConsistentHash.of(shardsFor(this.wantedShards, this.maximum));
		long[] shares = ring.divide(this.maximum);
		if (ring.shards() == before.ring().shards()) {
			applyShares(shares, aftermath);
			return CompletableFuture.completedFuture(null);
		}
		Topology moving = before.movingTo(ring, grown(before, shares), grownTo(before, shares));
		if (!this.store.replaceTopology(before, moving)) {
			return CompletableFuture.completedFuture(null);
		}
		return moveAndSettle(moving, aftermath);
	}

	/** The targets of all shards while entries move: those to be drained keep nothing. */
	private static long[] grownTo(Topology before, long[] shares) {
		return Arrays.copyOf(shares, Math.max(shares.length, before.shards().length));
	}

	private CacheShard[] grown(Topology before, long[] shares) {
		long[] targets = grownTo(before, shares);
		CacheShard[] shards = Arrays.copyOf(before.shards(), targets.length);
		long spare = takeSpare(before, targets);
		for (int i = before.shards().length; i < shards.length; i++) {
			long capacity = Math.min(targets[i], spare / (shards.length - i));
			spare -= capacity;
			shards[i] = newShard(this.store, i, capacity);
		}
		return shards;
	}

	private CompletableFuture<@Nullable Void> moveAndSettle(Topology moving, Aftermath aftermath) {
		return move(moving, aftermath).thenApply((moved) -> {
			Topology settled = moving.settled();
			if (this.store.replaceTopology(moving, settled)) {
				applyShares(settled.ring().divide(this.maximum), aftermath);
				aftermath.resized = true;
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
	private CompletableFuture<@Nullable Void> move(Topology moving, Aftermath aftermath) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		CacheShard[] sources = moving.shards();
		AtomicInteger next = new AtomicInteger();
		AtomicInteger left = new AtomicInteger(sources.length);
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Runnable mover = () -> {
			int index;
			while ((index = next.getAndIncrement()) < sources.length) {
				try {
					new ShardMover(this.store, moving, this.moves, aftermath::add).moveAll(sources[index]);
				}
				catch (RuntimeException | Error ex) {
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
		for (int i = 0; i < movers; i++) {
			this.maintenance.execute(mover);
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
	private void applyShares(long[] shares, Aftermath aftermath) {
		CacheShard[] shards = this.store.topology().shards();
		for (CacheShard shard : shards) {
			applyShare(shard, Math.min(shares[shard.index()], shard.view().capacity()), aftermath);
		}
		for (CacheShard shard : shards) {
			applyShare(shard, shares[shard.index()], aftermath);
		}
	}

	private void applyShare(CacheShard shard, long share, Aftermath aftermath) {
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
		aftermath.add(removals);
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

}
