package io.github.twscache.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks for loads, tickets and waiters that were left behind.
 */
final class LoadOracle {

	/*
	 * Two things may stay behind, and hurt nobody: a load whose thread died, which the
	 * next caller ends, and the ticket of a key that changed while it was loaded, which
	 * nobody finds. The number of claims under way may be too high after a claim that
	 * failed (an equals that threw): then writers take key locks without need.
	 */

	private static final PrivateField<LoadTable> TABLE = PrivateField.of(SingleFlight.class, "table");

	private static final PrivateField<ConcurrentMap<Object, Load>> TICKETS = PrivateField.of(LoadTable.class,
			"tickets");

	private static final PrivateField<ConcurrentMap<Object, LoadTable.Mark>> MARKS = PrivateField.of(LoadTable.class,
			"marks");

	private static final PrivateField<Set<Load>> RUNNING = PrivateField.of(LoadTable.class, "running");

	private static final PrivateField<AtomicInteger> OPEN = PrivateField.of(LoadTable.class, "open");

	private static final PrivateField<AtomicInteger> MARKED = PrivateField.of(LoadTable.class, "marked");

	private static final PrivateField<Integer> USERS = PrivateField.of(LoadTable.Mark.class, "users");

	static final PrivateField<Set<ApartLoad>> WAITING_LOADS = PrivateField.of(LoadExecutor.class, "waiting");

	static final PrivateField<Integer> RUNNING_LOADS = PrivateField.of(LoadExecutor.class, "running");

	static final PrivateField<Integer> MOST_LOADS = PrivateField.of(LoadExecutor.class, "most");

	/** Of all stores of the process. */
	static final PrivateField<Map<Thread, Load>> WAITING = PrivateField.of(WaitGraph.class, "WAITING");

	private LoadOracle() {
	}

	static ConcurrentMap<Object, Load> tickets(ShardedStore store) {
		return TICKETS.get(TABLE.get(store.loads()));
	}

	static ConcurrentMap<Object, LoadTable.Mark> marks(ShardedStore store) {
		return MARKS.get(TABLE.get(store.loads()));
	}

	static Set<Load> running(ShardedStore store) {
		return RUNNING.get(TABLE.get(store.loads()));
	}

	static AtomicInteger open(ShardedStore store) {
		return OPEN.get(TABLE.get(store.loads()));
	}

	static AtomicInteger marked(ShardedStore store) {
		return MARKED.get(TABLE.get(store.loads()));
	}

	static void checkQuiet(ShardedStore store, StoreReport report) {
		Set<Load> running = running(store);
		for (Load load : running) {
			// Those who wait for a refresh may be released before it comes to its end.
			if (load.hasEnded() && !load.refresh) {
				report.disagree("the load of %s has ended and still counts as in flight", describe(load));
			}
			else if (!load.isOrphaned()) {
				report.unrest("the load of %s is in flight in %s", describe(load), load.runner);
			}
		}
		for (Load ticket : tickets(store).values()) {
			if (!running.contains(ticket) && !hasKeyChanged(ticket)) {
				checkTicket(ticket, report);
			}
		}
		if (open(store).get() < 0 || marked(store).get() < 0) {
			report.disagree("%d claims and loads are under way, %d of them alone", open(store).get(),
					marked(store).get());
		}
		checkMarks(store, report);
		LoadExecutor executor = store.settings().loads().executor();
		if (executor != null) {
			checkExecutor(executor, report);
		}
		WAITING.get(null).forEach((thread, load) -> checkWaiter(thread, load, report));
	}

	/** For a store that was closed: nobody may wait for one of its loads. */
	static void checkClosed(ShardedStore store, StoreReport report) {
		for (Load load : running(store)) {
			if (!load.hasEnded()) {
				report.unrest("the load of %s has not ended with its store", describe(load));
			}
		}
	}

	private static void checkTicket(Load ticket, StoreReport report) {
		if (ticket.hasEnded()) {
			report.disagree("the load of %s has ended and left its ticket", describe(ticket));
		}
		else {
			report.unrest("there is a ticket for %s and no load", describe(ticket));
		}
	}

	/** It may be shared with other stores, which are in use. */
	static void checkExecutor(LoadExecutor executor, StoreReport report) {
		synchronized (executor) {
			int running = RUNNING_LOADS.get(executor);
			int most = MOST_LOADS.get(executor);
			int waiting = WAITING_LOADS.get(executor).size();
			if (running < 0 || running > most) {
				report.disagree("%d loads have a place, of %d", running, most);
			}
			if (waiting > 0 && running < most) {
				report.disagree("%d loads wait in line while %d of %d places are taken", waiting, running, most);
			}
		}
	}

	/** A mark stays as long as loads use it, and knows how many do. */
	private static void checkMarks(ShardedStore store, StoreReport report) {
		for (LoadTable.Mark mark : marks(store).values()) {
			long loads = running(store).stream().filter((load) -> load.mark == mark).count();
			if (USERS.get(mark) < loads || USERS.get(mark) < 1) {
				report.disagree("a mark has %d users, and %d loads have it", USERS.get(mark), loads);
			}
			else if (USERS.get(mark) > loads) {
				report.unrest("a mark has %d users, and %d loads have it", USERS.get(mark), loads);
			}
		}
	}

	private static void checkWaiter(Thread thread, Load load, StoreReport report) {
		if (!thread.isAlive()) {
			report.disagree("%s has ended and still waits for the load of %s", thread, describe(load));
		}
		else if (load.hasEnded()) {
			report.unrest("%s still waits for the load of %s, which has ended", thread, describe(load));
		}
	}

	private static boolean hasKeyChanged(Load load) {
		try {
			return Spread.hash(load.key) != load.hash;
		}
		catch (RuntimeException ex) {
			// Code of the test's own, which did not throw when the load began.
			return true;
		}
	}

	private static String describe(Load load) {
		return (load.key instanceof CharSequence || load.key instanceof Number) ? "'" + load.key + "'"
				: load.key.getClass().getName();
	}

}
