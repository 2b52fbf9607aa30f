package io.github.twscache.engine;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The loads under way, and which of them may still be stored.
 */
final class LoadTable {

	/*
	 * A load that others may join has the key's ticket: its place in the map. One that
	 * nobody joins has the key's mark, which it shares with others of its kind. A write
	 * or removal of the key takes both away (outdate), and so does the store of a load
	 * for those it ran beside (stored); a clear makes them void (Load.clears); without
	 * them nothing is stored. The ticket of a load that hangs goes to the next caller
	 * after a while (Load.isOverdue).
	 *
	 * Tickets are given out and handed in under the key lock. Marks are given out under
	 * none: they are there before the loader is called, and that is all that counts.
	 *
	 * open: raised before a ticket or a mark can be there, lowered when it has gone; so
	 * if a writer sees 0, there was none when it looked. marked: the same for marks
	 * alone, so that who has none to fear does not ask the key for its hash code again.
	 *
	 * users of a mark: changed within the map's own atomic steps alone.
	 *
	 * Lock order: the key lock, then nothing. Those who wait are released under none.
	 */

	private static final System.Logger LOGGER = System.getLogger(LoadTable.class.getName());

	private final ShardedStore store;

	private final RefreshAhead refreshes;

	private final long hardNanos;

	private final ConcurrentMap<Object, Load> tickets = new ConcurrentHashMap<>();

	private final ConcurrentMap<Object, Mark> marks = new ConcurrentHashMap<>();

	/** All loads that have not ended, those whose ticket is gone among them. */
	private final Set<Load> running = ConcurrentHashMap.newKeySet();

	/** Claims under way and loads that have not ended: without any there is no ticket. */
	private final AtomicInteger open = new AtomicInteger();

	/**
	 * Whether a load was lost. Written directly, and before anything else is tried, since
	 * there may be no stack for a call.
	 */
	volatile boolean untidy;

	/** Loads that nobody joins and that have not ended. */
	private final AtomicInteger marked = new AtomicInteger();

	/**
	 * What a miss came to: a hit after all, a load to lead, or a load to wait for.
	 *
	 * @param value the masked value of a hit, or a {@link Load.Stale}, else {@code null}
	 * @param load the load; of no meaning with a hit
	 * @param leads whether the caller has to run it
	 */
	record Claim(@Nullable Object value, Load load, boolean leads) {
	}

	/**
	 * The right to store a key of those who load it alone.
	 */
	static final class Mark {

		private int users;

	}

	LoadTable(ShardedStore store) {
		this.store = store;
		this.refreshes = new RefreshAhead(store);
		this.hardNanos = store.settings().loads().hardNanos();
	}

	/**
	 * Joins the load of a key, or begins it.
	 * @param origin who loads, if he does
	 */
	Claim claim(Object key, int hash, @Nullable Object origin) {
		this.open.incrementAndGet();
		try {
			return claimOpened(key, hash, origin);
		}
		finally {
			this.open.decrementAndGet();
		}
	}

	private Claim claimOpened(Object key, int hash, @Nullable Object origin) {
		Load present;
		Claim claim;
		KeyLock.Held lock = lockKey(hash);
		try {
			Object value = this.store.peekOrStale(key, hash);
			long clears = this.store.writer().clears();
			present = (value == null) ? this.tickets.get(key) : null;
			if (value != null) {
				claim = new Claim(value, new Load(key, hash, 0, null), false);
			}
			else if (present != null && mayBeJoined(present, clears)) {
				claim = new Claim(null, present, false);
			}
			else {
				Load begun = newLoad(key, hash, clears, present);
				begun.origin = origin;
				// First: what is registered must find its caller, whatever memory there
				// is.
				claim = new Claim(null, begun, true);
				register(begun);
			}
		}
		finally {
			lock.unlock();
		}
		if (claim.leads()) {
			hasBegun(claim.load(), present);
		}
		return claim;
	}

	/** Whether what a load makes is an answer to a question that is asked now. */
	private boolean mayBeJoined(Load present, long clears) {
		// One that has ended is here because its key threw when it was to go, or is a
		// refresh that took so long that nobody waits for it any more.
		return !present.isOrphaned() && !present.hasEnded() && !present.lost && present.clears == clears
				&& !present.isOverdue(this.hardNanos);
	}

	private Load newLoad(Object key, int hash, long clears, @Nullable Load replaced) {
		Load hung = (replaced != null && replaced.isOverdue(this.hardNanos)) ? replaced : null;
		return new Load(key, hash, clears, Thread.currentThread(), null, hung);
	}

	private void register(Load load) {
		// Not lowered if this fails: rather one too many than one too few.
		this.open.incrementAndGet();
		try {
			this.tickets.put(load.key, load);
			this.running.add(load);
		}
		catch (Throwable ex) {
			// A key that throws, no memory, no stack: who finds the ticket all the same
			// must not wait for it.
			if (ex instanceof VirtualMachineError) {
				load.lost = true;
				this.untidy = true;
			}
			load.end(new Load.Failed(ex, true));
			throw ex;
		}
	}

	/** Sees to what a new load must not leave as it is; under no lock. */
	private void hasBegun(Load load, @Nullable Load replaced) {
		try {
			if (this.store.isClosed()) {
				// Perhaps too late to be seen by close.
				load.end(closed());
			}
			if (replaced != null && replaced.isOrphaned()) {
				end(replaced, new Load.Failed(new IllegalStateException("The thread that loaded has ended"), true));
			}
		}
		catch (Throwable ex) {
			// Its caller does not hear of it, so he cannot run it.
			load.lost = true;
			this.untidy = true;
			end(load, Load.LOST);
			throw ex;
		}
	}

	/**
	 * Begins a load of a key whose value is there and due for a refresh, unless one is
	 * under way.
	 * @return a claim that leads, or {@code null}
	 */
	@Nullable Claim claimRefresh(Object key, int hash) {
		this.open.incrementAndGet();
		try {
			return refreshOpened(key, hash);
		}
		finally {
			this.open.decrementAndGet();
		}
	}

	private @Nullable Claim refreshOpened(Object key, int hash) {
		Load present = null;
		Claim claim = null;
		KeyLock.Held lock = lockKey(hash);
		try {
			DetailedEntry entry = this.refreshes.due(key, hash);
			if (entry != null) {
				long clears = this.store.writer().clears();
				present = this.tickets.get(key);
				if (present != null && mayBeJoined(present, clears)) {
					if (present.refresh) {
						// Any other would not take that back if it failed.
						entry.refreshAt(this.refreshes.underWayUntil(present, this.hardNanos));
					}
				}
				else {
					Load begun = newLoad(key, hash, clears, present);
					begun.refresh = true;
					claim = new Claim(null, begun, true);
					// Before anything is registered: the ticker is not ours.
					long until = this.refreshes.underWayUntil(begun, this.hardNanos);
					register(begun);
					entry.refreshAt(until);
				}
			}
		}
		finally {
			lock.unlock();
		}
		if (claim != null) {
			hasBegun(claim.load(), present);
		}
		return claim;
	}

	/** Begins a load that nobody joins. */
	Load alone(Object key, int hash) {
		this.open.incrementAndGet();
		this.marked.incrementAndGet();
		Mark mark = Objects.requireNonNull(this.marks.compute(key, (any, present) -> {
			Mark shared = (present != null) ? present : new Mark();
			shared.users++;
			return shared;
		}));
		Load load = new Load(key, hash, this.store.writer().clears(), Thread.currentThread(), mark, null);
		this.running.add(load);
		hasBegun(load, null);
		return load;
	}

	/** Takes ticket and mark of a key away: what is loaded now will not be stored. */
	void outdate(Object key) {
		if (mayHaveTickets()) {
			this.tickets.remove(key);
			if (this.marked.get() != 0) {
				this.marks.remove(key);
			}
		}
	}

	boolean mayHaveTickets() {
		// Not isEmpty() of a map: while other keys come and go it may answer wrongly.
		return this.open.get() != 0;
	}

	/**
	 * Tells, under the key lock, whether a load may be stored, and hands its ticket in.
	 */
	boolean finish(Load load) {
		if (load.mark != null) {
			return this.marks.get(load.key) == load.mark;
		}
		return this.tickets.remove(load.key, load);
	}

	/**
	 * Notes, under the key lock, that what a load made was stored: those that run beside
	 * it began before that, so what they make may be older, and comes too late. There are
	 * none unless a load is alone.
	 */
	void stored(Load load) {
		if (load.mark != null) {
			this.tickets.remove(load.key);
		}
		if (this.marked.get() != 0) {
			this.marks.remove(load.key);
		}
	}

	/** Releases those who wait, whatever the key's own hashCode and equals may throw. */
	void end(Load load, Object outcome) {
		try {
			remove(load);
		}
		catch (VirtualMachineError ex) {
			load.lost = true;
			this.untidy = true;
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING, "A key changed while it was loaded", ex);
		}
		finally {
			load.end(outcome);
		}
		if (this.untidy) {
			tidy();
		}
	}

	private void remove(Load load) {
		boolean first = this.running.remove(load);
		Mark mark = load.mark;
		if (mark == null) {
			this.tickets.remove(load.key, load);
		}
		else if (first) {
			leave(load.key, mark);
			this.marked.decrementAndGet();
		}
		// After the ticket has gone, and not at all if it cannot: see mayHaveTickets.
		if (first) {
			this.open.decrementAndGet();
		}
	}

	/** Does for lost loads what was left undone; if that fails as well, the next does. */
	private void tidy() {
		this.untidy = false;
		try {
			this.tickets.values().forEach(this::endIfLost);
			this.running.forEach(this::endIfLost);
		}
		catch (Throwable ex) {
			this.untidy = true;
		}
	}

	private void endIfLost(Load load) {
		if (load.lost) {
			remove(load);
			load.end(Load.LOST);
		}
	}

	private void leave(Object key, Mark mark) {
		this.marks.computeIfPresent(key, (any, present) -> {
			if (present == mark) {
				present.users--;
			}
			return (present == mark && present.users == 0) ? null : present;
		});
	}

	/** Fails all who wait. */
	void close() {
		Load.Failed closed = closed();
		for (Load load : this.running) {
			load.end(closed);
		}
	}

	private static Load.Failed closed() {
		return new Load.Failed(new IllegalStateException("The cache was closed during a load"), false);
	}

	private KeyLock.Held lockKey(int hash) {
		return this.store.locks().lockKey(hash, this.store.topology().shards());
	}

	RefreshAhead refreshes() {
		return this.refreshes;
	}

	/**
	 * Whether a load is under way still; those who waited may have been released before.
	 */
	boolean isInFlight(Load load) {
		return this.running.contains(load);
	}

	/** Walks the keys of loads under way, some of them more than once. */
	void forEachKey(Consumer<Object> action) {
		this.running.forEach((load) -> action.accept(load.key));
	}

	/** Counts the loads that have not ended. */
	int size() {
		return this.running.size();
	}

}
