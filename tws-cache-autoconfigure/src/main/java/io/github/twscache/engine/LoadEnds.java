package io.github.twscache.engine;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Ends loads: stores what they made, counts them, releases those who wait, and tells the
 * listener.
 */
final class LoadEnds {

	/*
	 * In this order: count, store (or see what a failure leaves to be served: FailSafe),
	 * release, tell. So who waited finds the value stored and the load counted, and no
	 * listener holds him up. Whatever goes wrong before, those who wait are released.
	 * None of it runs under a lock but the store itself.
	 */

	private static final System.Logger LOGGER = System.getLogger(LoadEnds.class.getName());

	private final ShardedStore store;

	private final LoadSettings settings;

	private final LoadTable table;

	private final LongAdder loads = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	LoadEnds(ShardedStore store, LoadTable table) {
		this.store = store;
		this.settings = store.settings().loads();
		this.table = table;
	}

	/** Ends a load whose value is to be stored, if it still may be. */
	void complete(Load load, Object value) {
		long nanos = System.nanoTime() - load.startNanos;
		Runnable announcement = () -> {
		};
		try {
			count(nanos, this.loads);
			announcement = this.store.writer().putLoaded(load, value);
		}
		catch (Throwable ex) {
			// The loader has done its part, so its callers get the value.
			System.Logger.Level level = this.store.isClosed() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
			LOGGER.log(level, "A loaded value could not be stored", ex);
			// A refresh whose value could not be weighed, for example, is tried again.
			settle(load, false);
		}
		finally {
			this.table.end(load, value);
		}
		announcement.run();
		announce(load, value, false, nanos);
	}

	/** Ends a load whose value is not to be stored. */
	void release(Load load, Object value) {
		long nanos = System.nanoTime() - load.startNanos;
		try {
			count(nanos, this.loads);
			settle(load, false);
		}
		finally {
			this.table.end(load, new Load.Unstored(value));
		}
		announce(load, value, false, nanos);
	}

	/**
	 * Ends a load that made no value.
	 * @return what its callers get instead, the masked value or {@link Load.Stale};
	 * {@code null} if they are told the reason
	 */
	@Nullable Object fail(Load load, Throwable reason, boolean abandon) {
		long nanos = 0;
		Object instead = null;
		Load.Failed failed = Load.LOST;
		try {
			failed = new Load.Failed(reason, abandon);
			nanos = System.nanoTime() - load.startNanos;
			count(nanos, this.failures);
			failed = failed(load, reason, abandon);
			instead = settle(load, !failed.abandoned());
		}
		finally {
			this.table.end(load, (instead != null) ? instead : failed);
		}
		announce(load, failed.reason(), true, nanos);
		return instead;
	}

	/** A load that was interrupted because it hung has failed, whatever came of that. */
	private Load.Failed failed(Load load, Throwable reason, boolean abandon) {
		ApartLoad apart = load.apart;
		if (apart == null || !apart.wasInterrupted()) {
			return new Load.Failed(reason, abandon);
		}
		RuntimeException timeout = this.settings.timeout().get();
		timeout.addSuppressed(reason);
		return new Load.Failed(timeout, false);
	}

	/**
	 * Has those who wait begin again, after a load that nobody calls a failure, unless it
	 * was interrupted because it hung.
	 */
	void giveUp(Load load, Throwable reason) {
		ApartLoad apart = load.apart;
		if (apart != null && apart.wasInterrupted()) {
			fail(load, reason, true);
			return;
		}
		Load.Failed failed = Load.LOST;
		try {
			settle(load, false);
			failed = new Load.Failed(reason, true);
		}
		finally {
			this.table.end(load, failed);
		}
	}

	/**
	 * Ends a load that did not begin with the last value of its key, which would be
	 * served after the soft time-out.
	 * @return false if there is none: nothing was done
	 */
	boolean endStale(Load load) {
		FailSafe failSafe = this.store.failSafe();
		Object instead = null;
		try {
			instead = (failSafe != null && this.settings.softNanos() > 0) ? failSafe.instead(load.key, load.hash)
					: null;
		}
		catch (Throwable ex) {
			// Closed, or a key that throws: then its caller is to load.
			LOGGER.log(System.Logger.Level.DEBUG, "No value instead of one that there is no place to load", ex);
		}
		if (instead != null) {
			this.table.end(load, instead);
		}
		return instead != null;
	}

	boolean isInFlight(Load load) {
		return this.table.isInFlight(load);
	}

	private @Nullable Object settle(Load load, boolean serves) {
		FailSafe failSafe = this.store.failSafe();
		if (failSafe == null || !(serves || load.refresh)) {
			return null;
		}
		try {
			return failSafe.afterFailure(load, serves);
		}
		catch (Throwable ex) {
			// Closed, or a key that throws: then the failure is told.
			LOGGER.log(System.Logger.Level.DEBUG, "No value instead of the one that could not be loaded", ex);
			return null;
		}
	}

	private void count(long took, LongAdder counter) {
		counter.increment();
		this.nanos.add(took);
	}

	private void announce(Load load, Object outcome, boolean failed, long took) {
		StoreListener listener = this.store.listener();
		if (listener != null) {
			listener.loaded(load.key, outcome, failed, took);
		}
	}

	long loads() {
		return this.loads.sum();
	}

	long failures() {
		return this.failures.sum();
	}

	long nanos() {
		return this.nanos.sum();
	}

}
