package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An entry of a cache that weighs its entries or lets them expire when they are not read;
 * apart, so that ordinary entries stay small.
 */
final class DetailedEntry extends Entry {

	private static final VarHandle ACCESSED;

	static {
		try {
			ACCESSED = MethodHandles.lookup().findVarHandle(DetailedEntry.class, "accessedNanos", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** Guarded by the shard lock. */
	private int weight;

	/** Raised by readers and writers, never taken back: the wheel relies on it. */
	@SuppressWarnings("UnusedVariable") // used through a VarHandle
	private long accessedNanos;

	DetailedEntry(Object key, int hash, Object value, long deadlineNanos, long nowNanos, int weight) {
		super(key, hash, value, deadlineNanos, nowNanos);
		this.weight = weight;
		this.accessedNanos = nowNanos;
	}

	private DetailedEntry(DetailedEntry source, Object value) {
		super(source, value);
		this.weight = source.weight;
		this.accessedNanos = source.accessedNanos();
	}

	@Override
	int weight() {
		return this.weight;
	}

	void weight(int newWeight) {
		this.weight = newWeight;
	}

	@Override
	long accessedNanos() {
		return (long) ACCESSED.getAcquire(this);
	}

	@Override
	void accessed(long nowNanos) {
		long seen = accessedNanos();
		while (nowNanos > seen) {
			long witness = (long) ACCESSED.compareAndExchange(this, seen, nowNanos);
			if (witness == seen) {
				return;
			}
			seen = witness;
		}
	}

	@Override
	Entry copy(Object newValue) {
		return new DetailedEntry(this, newValue);
	}

}
