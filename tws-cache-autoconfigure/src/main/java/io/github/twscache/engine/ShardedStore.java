package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The second level: shards on a ring, read without locks. Keys and values are never
 * {@code null}; see {@link Masked}.
 */
public final class ShardedStore {

	/*
	 * A read takes the topology, searches the owner, and trusts a hit, because the key is
	 * proof; what else it finds, it searches again for sure.
	 *
	 * Whoever changes a shard compares the topology under the shard's lock with the one
	 * it chose the shard by, and starts again if it is another. A closed store has a
	 * topology without ring: every use fails on it, at no cost to reads.
	 */

	/** Stands for the time to live of the cache itself. */
	public static final long OWN_TTL = -1;

	private static final VarHandle TOPOLOGY;

	static {
		try {
			TOPOLOGY = MethodHandles.lookup().findVarHandle(ShardedStore.class, "topology", Topology.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final StoreSettings settings;

	private final CacheClock clock;

	private final Expiry expiry;

	private final StripedCounters counters;

	private final ShardLockManager locks;

	private final StoreWriter writer;

	private final Resizer resizer;

	private final Search search;

	private final Census census;

	private final Cleanup cleanup;

	private final SingleFlight loads;

	private final Inspector inspector;

	/** Only where values are kept past their deadline, or loaded anew ahead of it. */
	private final @Nullable FailSafe failSafe;

	private final @Nullable Level1 level1;

	private final @Nullable StoreListener listener;

	private volatile Topology topology;

	/**
	 * Creates a store and has its expired entries cleaned up until it is closed.
	 * @param settings the settings
	 * @param clock the clock
	 * @param maintenance what cleans up and moves entries
	 * @param listener hears of everything, or {@code null} for nobody
	 */
	public ShardedStore(StoreSettings settings, CacheClock clock, Maintenance maintenance,
			@Nullable StoreListener listener) {
		this.settings = settings;
		this.clock = clock;
		this.listener = listener;
		this.expiry = new Expiry(clock, settings.accessNanos());
		this.counters = new StripedCounters(settings.recordStats());
		this.locks = new ShardLockManager(new KeyLock(settings.keyLockMax()));
		this.level1 = (settings.level1Slots() >= 0)
				? new Level1(this.expiry, this.counters, settings.level1Slots(), settings.maximum()) : null;
		ConsistentHash ring = ConsistentHash.of(Resizer.shardsFor(settings.numShards(), settings.maximum()));
		this.topology = Topology.of(ring, Resizer.newShards(this, ring.divide(settings.maximum())));
		this.failSafe = (settings.servesStale() || settings.refreshesAhead()) ? new FailSafe(this) : null;
		this.loads = new SingleFlight(this);
		this.writer = new StoreWriter(this, new Lifetimes(settings));
		this.resizer = new Resizer(this, maintenance);
		this.search = new Search(this);
		this.census = new Census(this, this.resizer.moves());
		this.inspector = new Inspector(this, this.census);
		this.cleanup = new Cleanup(this, maintenance);
		maintenance.register(this.cleanup);
	}

	/**
	 * Looks a key up and counts a hit, but not a miss.
	 * @param key the key
	 * @param hash its {@link Spread#hash hash}
	 * @return the masked value, or {@code null}
	 */
	public @Nullable Object getIfHit(Object key, int hash) {
		Entry entry = findIfSettled(key, hash);
		if (entry != null) {
			boolean live = this.expiry.isLiveToRead(entry);
			Object value = entry.value();
			if (value != Entry.DEAD) {
				return live ? hit(entry, value) : missUnlessStale(entry, value);
			}
		}
		return getIfHitForSure(key, hash);
	}

	private @Nullable Object getIfHitForSure(Object key, int hash) {
		while (true) {
			Entry entry = find(key, hash);
			if (entry == null) {
				return null;
			}
			// First the deadline: who kills the entry ends it, too, but later.
			boolean live = this.expiry.isLiveToRead(entry);
			Object value = entry.value();
			if (value != Entry.DEAD) {
				return live ? hit(entry, value) : missUnlessStale(entry, value);
			}
		}
	}

	/** Apart from hits, which therefore pay nothing for it. */
	private @Nullable Object missUnlessStale(Entry expired, Object value) {
		return (this.failSafe != null) ? this.failSafe.read(expired, value) : null;
	}

	/**
	 * Looks a key up and counts it.
	 * @param key the key
	 * @param hash its hash
	 * @return the masked value, or {@code null}
	 */
	public @Nullable Object get(Object key, int hash) {
		Object value = getIfHit(key, hash);
		if (value == null) {
			this.counters.increment(StripedCounters.MISSES);
		}
		return value;
	}

	private Object hit(Entry entry, Object value) {
		entry.recordHit();
		if ((this.counters.increment(StripedCounters.L2_HITS) & StripedCounters.SAMPLE_MASK) == 0) {
			this.clock.use();
			if (this.level1 != null && this.level1.wantsPromotion()) {
				promote(entry, this.level1);
			}
		}
		return value;
	}

	private void promote(Entry entry, Level1 front) {
		@Nullable Entry[] slots = front.slots(front.mayGrow() ? roughSize() : 0);
		if (find(entry.key, entry.hash) == entry) {
			front.promote(entry, slots);
		}
	}

	private long roughSize() {
		long size = 0;
		for (CacheShard shard : this.topology.shards()) {
			size += shard.roughSize();
		}
		return size;
	}

	/** Looks a key up without counting. */
	@Nullable Object peek(Object key, int hash) {
		while (true) {
			Entry entry = find(key, hash);
			if (entry == null) {
				return null;
			}
			boolean live = this.expiry.isLive(entry);
			Object value = entry.value();
			if (value != Entry.DEAD) {
				return live ? value : null;
			}
		}
	}

	/** The same, but a value that is served because a load just failed counts as well. */
	@Nullable Object peekOrStale(Object key, int hash) {
		Object value = peek(key, hash);
		return (value == null && this.failSafe != null) ? this.failSafe.peek(key, hash) : value;
	}

	/** Finds the entry of a key, unless entries move; it may be dead. */
	@Nullable Entry findIfSettled(Object key, int hash) {
		Topology seen = this.topology;
		return seen.isSettled() ? seen.owner(hash).table().find(key, hash) : null;
	}

	/** Finds the entry of a key: expired perhaps, alive a moment ago. */
	@Nullable Entry find(Object key, int hash) {
		return this.search.find(key, hash);
	}

	/**
	 * Describes the entry of a key.
	 * @param key the key
	 * @param hash its hash
	 * @return where it is and how old, or {@code null}
	 */
	public @Nullable Inspection inspect(Object key, int hash) {
		return this.inspector.inspect(key, hash);
	}

	/**
	 * Gives the value of a key without counting it, also one whose time to live has
	 * passed but which is kept for failing loads.
	 * @param key the key
	 * @param hash its hash
	 * @return the value, or {@code null}
	 */
	public @Nullable StoredValue lookup(Object key, int hash) {
		return this.inspector.lookup(key, hash);
	}

	/**
	 * Walks the keys of entries that have not expired.
	 * @param all whether to walk those of all other entries and of loads as well, some of
	 * them more than once
	 * @param action takes a key; called under no lock
	 */
	public void forEachKey(boolean all, Consumer<Object> action) {
		this.inspector.forEachKey(all, action);
	}

	/**
	 * Counts the entries.
	 * @return the number, those that have expired and are not cleaned up among them
	 */
	public long size() {
		return totals().size();
	}

	/** Adds the shards up, as they were at one moment where entries are moving. */
	ShardView totals() {
		return this.census.totals();
	}

	/**
	 * Tells what the store has done.
	 * @return a snapshot
	 */
	public StoreStatistics statistics() {
		return StoreStatistics.of(this);
	}

	/**
	 * Tells the state of the shards.
	 * @return the shards in use, by index
	 */
	public List<ShardState> shards() {
		return ShardState.of(this.topology);
	}

	/**
	 * Gives what changes entries.
	 * @return the writer
	 */
	public StoreWriter writer() {
		return this.writer;
	}

	/**
	 * Gives what loads missing values.
	 * @return the loads
	 */
	public SingleFlight loads() {
		return this.loads;
	}

	/**
	 * Gives what changes the number of shards and the bound.
	 * @return the resizer
	 */
	public Resizer resizer() {
		return this.resizer;
	}

	/**
	 * Gives what removes expired entries.
	 * @return the cleanup
	 */
	public Cleanup cleanup() {
		return this.cleanup;
	}

	/**
	 * Gives the first level.
	 * @return the first level, or {@code null} if there is none
	 */
	public @Nullable Level1 level1() {
		return this.level1;
	}

	/**
	 * Gives the first level of a store that was made with one.
	 * @return the first level
	 */
	public Level1 requireLevel1() {
		return Objects.requireNonNull(this.level1);
	}

	/**
	 * Drops everything; every use from now on is an {@link IllegalStateException}.
	 */
	public void close() {
		Topology seen = this.topology;
		while (!seen.isClosed() && !replaceTopology(seen, seen.closed())) {
			seen = this.topology;
		}
		this.cleanup.end();
		this.loads.close();
		if (this.level1 != null) {
			this.level1.close();
		}
		this.writer.drop(seen);
	}

	/**
	 * Tells whether the store is closed.
	 * @return whether it is
	 */
	public boolean isClosed() {
		return this.topology.isClosed();
	}

	boolean replaceTopology(Topology expected, Topology replacement) {
		return TOPOLOGY.compareAndSet(this, expected, replacement);
	}

	Topology topology() {
		return this.topology;
	}

	StoreSettings settings() {
		return this.settings;
	}

	CacheClock clock() {
		return this.clock;
	}

	Expiry expiry() {
		return this.expiry;
	}

	@Nullable FailSafe failSafe() {
		return this.failSafe;
	}

	StripedCounters counters() {
		return this.counters;
	}

	ShardLockManager locks() {
		return this.locks;
	}

	@Nullable StoreListener listener() {
		return this.listener;
	}

	@Nullable Removals newRemovals() {
		return (this.listener != null && this.listener.wantsEntries()) ? new Removals(this.listener) : null;
	}

	static void announce(@Nullable Removals removals) {
		if (removals != null) {
			removals.announce();
		}
	}

}
