package io.github.twscache.engine;

/**
 * A store whose only key has to move, and the resize that moves it, in the steps of
 * {@link Resizer}, but in the thread of the caller.
 */
final class Resizing {

	private static final long MAXIMUM = 1000;

	private final ShardedStore store;

	private final Topology before;

	private final Topology moving;

	private Resizing(ShardedStore store, Topology moving) {
		this.store = store;
		this.before = store.topology();
		this.moving = moving;
	}

	/** From one shard to two. */
	static Resizing growing() {
		return growing(StressedStore.open());
	}

	/** From one shard, that of the store, to two. */
	static Resizing growing(ShardedStore store) {
		Topology before = store.topology();
		CacheShard added = new CacheShard(1, MAXIMUM / 2, false, store.expiry(), store.level1());
		return new Resizing(store, before.movingTo(ConsistentHash.of(2), new CacheShard[] { before.shards()[0], added },
				new long[] { MAXIMUM / 2, MAXIMUM / 2 }));
	}

	/** From two shards to one. */
	static Resizing shrinking() {
		ShardedStore store = StressedStore.open(2);
		Topology before = store.topology();
		return new Resizing(store, before.movingTo(ConsistentHash.of(1), before.shards(), new long[] { MAXIMUM, 0 }));
	}

	ShardedStore store() {
		return this.store;
	}

	void run() {
		this.store.replaceTopology(this.before, this.moving);
		for (CacheShard source : this.moving.shards()) {
			new ShardMover(this.store, this.moving, this.store.resizer().moves(), (removals) -> {
			}).moveAll(source);
		}
		this.store.replaceTopology(this.moving, this.moving.settled());
	}

}
