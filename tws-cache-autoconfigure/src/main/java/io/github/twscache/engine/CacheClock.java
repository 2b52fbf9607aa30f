package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The time of a cache, exact and coarse, in nanoseconds from about zero.
 */
public final class CacheClock implements AutoCloseable {

	/*
	 * Reading the system clock costs as much as the rest of a hit, so readers use a time
	 * that a daemon publishes every few milliseconds, and ask the exact clock only near a
	 * deadline. More often would take a processor from a caller more often than needed,
	 * which is what its slowest reads wait for on a busy machine. The daemon may be late
	 * on a busy machine; that is why the margin is wide, and why writers and every 64th
	 * hit of a thread compare and repair.
	 *
	 * published: the coarse time, raised by compare-and-set alone; IDLE while there is no
	 * daemon. IDLE is above every deadline, so that all reads then ask the exact clock: a
	 * read after a quiet time is exact. The daemon ends when nobody has used it for a
	 * while, and refers to no cache, so it keeps no forgotten cache alive.
	 */

	/** Reads ask the exact clock when a deadline is nearer than this. */
	static final long MARGIN_NANOS = 50_000_000;

	private static final long IDLE = Long.MAX_VALUE;

	private static final long TICK_NANOS = 5_000_000;

	private static final int TICKS_UNTIL_IDLE = 400;

	private static final VarHandle PUBLISHED;

	static {
		try {
			PUBLISHED = MethodHandles.lookup().findVarHandle(CacheClock.class, "published", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final LongSupplier ticker;

	private final long origin;

	private final boolean coarse;

	private volatile long published = IDLE;

	private volatile boolean used;

	private volatile boolean closed;

	/** Guarded by this. */
	private @Nullable Thread daemon;

	/**
	 * Creates a clock.
	 * @param ticker the source of time, in nanoseconds
	 * @param coarse whether a daemon may publish the time; only for the system's clock
	 */
	public CacheClock(LongSupplier ticker, boolean coarse) {
		this.ticker = ticker;
		this.coarse = coarse;
		this.origin = ticker.getAsLong();
	}

	/** Reads the exact time, never negative. */
	long now() {
		return Math.max(0, this.ticker.getAsLong() - this.origin);
	}

	/** Reads the published time, which is above every deadline if there is none. */
	long coarse() {
		return this.published;
	}

	/** Brings the published time up to an exact one just read. */
	void repair(long nowNanos) {
		long seen = coarse();
		while (seen != IDLE && nowNanos - seen > TICK_NANOS) {
			long witness = (long) PUBLISHED.compareAndExchange(this, seen, nowNanos);
			if (witness == seen) {
				return;
			}
			seen = witness;
		}
	}

	/** Tells that the coarse time is wanted, and repairs it. */
	void use() {
		if (!this.coarse) {
			return;
		}
		if (!this.used) {
			this.used = true;
		}
		if (coarse() == IDLE) {
			start();
		}
		else {
			repair(now());
		}
	}

	private synchronized void start() {
		if (this.daemon != null || this.closed) {
			return;
		}
		Thread thread = new Thread(this::publish, "tws-cache-clock");
		thread.setDaemon(true);
		thread.start();
		this.daemon = thread;
	}

	private void publish() {
		this.published = now();
		int ticks = 0;
		while (!this.closed) {
			LockSupport.parkNanos(this, TICK_NANOS);
			repair(now());
			if (++ticks == TICKS_UNTIL_IDLE) {
				ticks = 0;
				if (!this.used) {
					break;
				}
				this.used = false;
			}
		}
		synchronized (this) {
			this.published = IDLE;
			this.daemon = null;
		}
	}

	/**
	 * Ends the daemon; reads are exact from then on.
	 */
	@Override
	public void close() {
		this.closed = true;
		Thread thread;
		synchronized (this) {
			thread = this.daemon;
		}
		Threads.end(thread);
	}

}
