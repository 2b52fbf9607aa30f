package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Opens stores that are cheap enough to be made for every sample, and uses their only
 * key.
 */
final class StressedStore {

	/*
	 * The tests share the engine's package, so that they reach what only the engine may
	 * touch. A package in two jars works on the class path alone, which is all that
	 * jcstress needs; the engine's package-info counts for both halves.
	 *
	 * A state is made for every sample, so a store must start no thread and leave nothing
	 * behind. All of them share one keeper of threads, which is told that its scheduler
	 * runs already, and which forgets each store at once: else it would hold a reference
	 * to every store there ever was.
	 */

	static final Object KEY = "key";

	/** Belongs to the second of two shards. */
	static final int HASH = hashOfSecondShard();

	static final Integer ONE = 1;

	static final Integer TWO = 2;

	static final Integer THREE = 3;

	static final long MILLI = 1_000_000;

	/** When {@link #openExpired} and {@link #openAged} are used. */
	static final long NOW_NANOS = 150 * MILLI;

	private static final long TTL_NANOS = 10_000 * MILLI;

	private static final long MAXIMUM = 1000;

	private static final int LEVEL1_SLOTS = 16;

	private static final Expiry STANDING = new Expiry(new CacheClock(() -> 0, false), 0);

	private static final Maintenance MAINTENANCE = new Maintenance(1, Long.MAX_VALUE);

	/** Guarded by MAINTENANCE. */
	private static final List<?> CLEANUPS;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Maintenance.class, MethodHandles.lookup());
			lookup.findVarHandle(Maintenance.class, "scheduler", Thread.class)
				.set(MAINTENANCE, new Thread("never started"));
			CLEANUPS = (List<?>) lookup.findVarHandle(Maintenance.class, "cleanups", List.class).get(MAINTENANCE);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private StressedStore() {
	}

	/** Opens a store of one shard on a clock that stands at zero. */
	static ShardedStore open() {
		return open(1);
	}

	/** Opens a store on a clock that stands at zero. */
	static ShardedStore open(int shards) {
		return open(shards, MAXIMUM, -1, () -> 0);
	}

	/** Opens a store of one shard on a time of the caller's. */
	static ShardedStore open(LongSupplier ticker) {
		return open(1, MAXIMUM, -1, ticker);
	}

	/** Opens a store of one shard whose only key has expired. */
	static ShardedStore openExpired() {
		return openWithKeyOfBefore(100 * MILLI);
	}

	/** Opens a store of one shard whose only key was written a while ago. */
	static ShardedStore openAged() {
		return openWithKeyOfBefore(ShardedStore.OWN_TTL);
	}

	private static ShardedStore openWithKeyOfBefore(long ttlNanos) {
		StandingTime time = new StandingTime();
		ShardedStore store = open(time);
		store.writer().put(KEY, HASH, ONE, ttlNanos);
		time.nanos = NOW_NANOS;
		return store;
	}

	/**
	 * A time that stands still once threads share it.
	 */
	private static final class StandingTime implements LongSupplier {

		private long nanos;

		@Override
		public long getAsLong() {
			return this.nanos;
		}

	}

	/** Opens a store of one shard with a first level that is large enough already. */
	static ShardedStore openWithLevel1(long maximum, LongSupplier ticker) {
		ShardedStore store = open(1, maximum, LEVEL1_SLOTS, ticker);
		store.requireLevel1().slots(LEVEL1_SLOTS);
		return store;
	}

	private static ShardedStore open(int shards, long maximum, int level1Slots, LongSupplier ticker) {
		StoreSettings settings = new StoreSettings(shards, maximum, null, TTL_NANOS, -1, 0, 0, level1Slots, 1, false);
		ShardedStore store = new ShardedStore(settings, new CacheClock(ticker, false), MAINTENANCE, null);
		synchronized (MAINTENANCE) {
			CLEANUPS.clear();
		}
		return store;
	}

	/** Makes a shard of its own, on a clock that stands at zero. */
	static CacheShard shard() {
		return new CacheShard(0, 100, false, STANDING, null);
	}

	/** Gives the time of {@link #shard}. */
	static Expiry standing() {
		return STANDING;
	}

	static void put(ShardedStore store, Object value) {
		store.writer().put(KEY, HASH, value, ShardedStore.OWN_TTL);
	}

	/** Gives the value that was there; 0 if this one is stored. */
	static int putIfAbsent(ShardedStore store, Object value) {
		return number(store.writer().putIfAbsent(KEY, HASH, value));
	}

	/** Invalidates the key; gives 1 if there was a value, else 0. */
	static int remove(ShardedStore store) {
		return store.writer().remove(KEY, HASH) ? 1 : 0;
	}

	/** Gives what a load gave to its caller. */
	static int load(ShardedStore store, Callable<Object> loader) {
		try {
			return number(store.loads().load(KEY, HASH, loader));
		}
		catch (LoadFailure ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Begins a load, makes and stores its value; gives that, or the value it found. */
	static int loadInSteps(ShardedStore store, boolean shared, IntSupplier loader) {
		LoadHandle load = store.loads().begin(KEY, HASH, shared, null);
		if (!load.leads()) {
			return number(load.found());
		}
		int value = loader.getAsInt();
		load.store(value);
		return value;
	}

	/** Reads the second level as a caller does; 0 is a miss. */
	static int get(ShardedStore store) {
		return number(store.getIfHit(KEY, HASH));
	}

	/** Reads the first level as a caller does; 0 is a miss. */
	static int getFromLevel1(ShardedStore store) {
		return number(store.requireLevel1().get(KEY, HASH));
	}

	/** Reads a quiet store; 0 if there is nothing. */
	static int peek(ShardedStore store) {
		return number(store.peek(KEY, HASH));
	}

	/** Gives the deadline in a quiet store, in milliseconds; 0 if there is nothing. */
	static int deadline(ShardedStore store) {
		Entry entry = store.find(KEY, HASH);
		return (entry != null) ? millis(entry.deadline()) : 0;
	}

	/**
	 * Counts the entries of a store that has at most the key, and cleans it up at the
	 * key's deadline, so nothing comes after this.
	 * @return the number, or -1 if the wheel did not know of the entry by then
	 */
	static int filed(ShardedStore store) {
		long size = store.size();
		Entry entry = store.find(KEY, HASH);
		if (entry != null) {
			CacheShard owner = store.topology().owner(HASH);
			owner.lock();
			try {
				owner.cleanUp(entry.deadline(), 256, null);
			}
			finally {
				owner.unlock();
			}
		}
		return (store.size() == 0) ? (int) size : -1;
	}

	/** Promotes the key in the steps of {@link ShardedStore}, for certain. */
	static void promote(ShardedStore store) {
		Level1 level1 = store.requireLevel1();
		Entry entry = store.find(KEY, HASH);
		@Nullable Entry[] slots = level1.slots(LEVEL1_SLOTS);
		if (entry != null && store.find(entry.key, entry.hash) == entry) {
			level1.promote(entry, slots);
		}
	}

	static int number(@Nullable Object value) {
		return (value != null) ? (Integer) value : 0;
	}

	static int millis(long nanos) {
		return (int) (nanos / MILLI);
	}

	private static int hashOfSecondShard() {
		ConsistentHash ring = ConsistentHash.of(2);
		int hash = 1;
		while (ring.shardOf(hash) != 1) {
			hash += 0x9e3779b9;
		}
		return hash;
	}

}
