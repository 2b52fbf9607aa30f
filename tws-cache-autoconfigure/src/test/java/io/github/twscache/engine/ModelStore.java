package io.github.twscache.engine;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;

/**
 * A store as Lincheck can run it: small, without threads of its own, and with hashes that
 * are the same in every run. Read and written as {@code NamedCache} does.
 */
final class ModelStore {

	/*
	 * Lincheck makes a store for each of thousands of runs and wants all threads for
	 * itself. So the thread that starts cleanups counts as started, and the workers are
	 * shut down, with a handler that runs what they refuse in the thread that asks: the
	 * moves of a resize become a part of the operation that resizes, and what others do
	 * meanwhile comes in between. Nothing has to be closed.
	 */

	private static final int KEYS = 8;

	/** One shard for every 125 entries is the most. */
	private static final long ENOUGH_FOR_TWO_SHARDS = 300;

	private static final long PLENTY = 1000;

	private static final Thread NEVER_STARTED = new Thread(() -> {
	});

	private static final int[] HASHES = hashes();

	private final ShardedStore store;

	private ModelStore(StoreSettings settings, LongSupplier ticker) {
		this.store = new ShardedStore(settings, new CacheClock(ticker, false), withoutThreads(), null);
	}

	/** Makes a store of one level and one shard whose entries do not expire. */
	static ModelStore oneShard() {
		return bounded(PLENTY);
	}

	static ModelStore bounded(long maximum) {
		return new ModelStore(settings(1, maximum, 0, -1), () -> 0);
	}

	static ModelStore twoLevels() {
		return new ModelStore(settings(1, PLENTY, 0, 0), () -> 0);
	}

	/** Makes a store that can be resized to one shard or two. */
	static ModelStore shards(int shards) {
		return new ModelStore(settings(shards, ENOUGH_FOR_TWO_SHARDS, 0, -1), () -> 0);
	}

	static ModelStore expiring(Duration ttl, LongSupplier ticker) {
		return new ModelStore(settings(1, PLENTY, ttl.toNanos(), -1), ticker);
	}

	private static StoreSettings settings(int shards, long maximum, long ttlNanos, int level1Slots) {
		return new StoreSettings(shards, maximum, null, ttlNanos, -1, 0, 0, level1Slots, 2, true);
	}

	/**
	 * All in one bucket and one slot of the first level; with two shards, odd keys belong
	 * to the second.
	 */
	private static int[] hashes() {
		int[] hashes = new int[KEYS];
		// Made and kept now: a model would make a ring anew in each of its runs.
		ConsistentHash.of(1);
		ConsistentHash ring = ConsistentHash.of(2);
		int hash = 0;
		for (int key = 0; key < KEYS; key++) {
			do {
				hash += 1 << 21;
			}
			while (ring.shardOf(hash) != (key & 1));
			hashes[key] = hash;
		}
		return hashes;
	}

	private static Maintenance withoutThreads() {
		Maintenance maintenance = new Maintenance(1, Long.MAX_VALUE);
		try {
			ThreadPoolExecutor workers = (ThreadPoolExecutor) field("workers").get(maintenance);
			workers.setRejectedExecutionHandler((task, executor) -> task.run());
			workers.shutdown();
			field("scheduler").set(maintenance, NEVER_STARTED);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
		return maintenance;
	}

	private static Field field(String name) throws NoSuchFieldException {
		Field field = Maintenance.class.getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

	Integer get(int key) {
		Level1 level1 = this.store.level1();
		Object near = (level1 != null) ? level1.get(key, HASHES[key]) : null;
		return (Integer) ((near != null) ? near : this.store.get(key, HASHES[key]));
	}

	/**
	 * Looks a key up so that a hit in the second level is the one in 64 that promotes.
	 */
	Integer getSampled(int key) {
		StripedCounters counters = this.store.counters();
		long hits;
		do {
			hits = counters.increment(StripedCounters.L2_HITS);
		}
		while ((hits & StripedCounters.SAMPLE_MASK) != StripedCounters.SAMPLE_MASK);
		return get(key);
	}

	Integer load(int key, Callable<Object> loader) {
		Object hit = this.store.getIfHit(key, HASHES[key]);
		try {
			return (Integer) ((hit != null) ? hit : this.store.loads().load(key, HASHES[key], loader));
		}
		catch (LoadFailure ex) {
			throw new IllegalStateException(ex.reason());
		}
	}

	/** Begins a load that its caller ends. */
	LoadHandle begin(int key, boolean shared) {
		return this.store.loads().begin(key, HASHES[key], shared, null);
	}

	void put(int key, int value) {
		this.store.writer().put(key, HASHES[key], value, ShardedStore.OWN_TTL);
	}

	Integer putIfAbsent(int key, int value) {
		return (Integer) this.store.writer().putIfAbsent(key, HASHES[key], value);
	}

	boolean invalidate(int key) {
		return this.store.writer().remove(key, HASHES[key]);
	}

	long clear() {
		return this.store.writer().clear();
	}

	long size() {
		return this.store.size();
	}

	void resize(int shards) {
		this.store.resizer().resize(shards).join();
	}

	int shardsInUse() {
		return this.store.resizer().shardsInUse();
	}

	void cleanUp() {
		this.store.cleanup().run();
	}

}
