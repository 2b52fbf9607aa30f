package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A key with its value: chain node of the table, member of a queue and of the timer wheel
 * in one object.
 */
class Entry {

	/*
	 * States and who changes them --------------------------- An entry is alive from its
	 * making until its value becomes DEAD, for ever. It dies under the lock of its shard
	 * (or, once detached by a clear, without one), always by an atomic exchange, always
	 * before it is unlinked. The value of a living entry is replaced by compare-and-set,
	 * so nothing can wake the dead.
	 *
	 * A writer stores the value, then the deadline, with the shard lock or without.
	 * Without it he only makes the deadline later, and by compare-and-set, so he never
	 * undoes what a writer with the lock has stored since; with it he insists as long as
	 * the value is his. An entry that dies between a writer's two stores takes the value
	 * with it. If it was removed alive, that came after the write. If it had expired or
	 * is carried on in a copy, who killed it ends the deadline as well, by
	 * compare-and-set, and the writer finds OVER or MOVED in its place (once he has had
	 * the shard lock, since it is ended a moment after the death): his value was never to
	 * be seen, so he writes it again, or it is in the copy, and he sees to the deadline
	 * there.
	 *
	 * A reader takes the time, reads the deadline (acquire), then the value: it never
	 * pairs an old value with a new deadline.
	 *
	 * next is written under the shard lock and read by anyone; it is never cleared, so
	 * that a reader standing on a removed entry finds its way on. Queue and wheel links,
	 * credit, stamp, queue and wheelSlot belong to the shard lock. frequency is written
	 * by readers without care: it has a byte of its own, so that a lost update loses
	 * nothing else.
	 */

	/** The value of a removed entry. */
	static final Object DEAD = new Object();

	/** The deadline of an entry that expired and is dead. In the past, as is MOVED. */
	static final long OVER = 0;

	/** The deadline of an entry whose copy has what was here. */
	static final long MOVED = -1;

	/** The deadline of an entry that never expires. */
	static final long NEVER = Long.MAX_VALUE;

	/** Not in the wheel. */
	static final short UNSCHEDULED = -1;

	static final byte WINDOW = 0;

	static final byte MAIN = 1;

	static final int MAX_FREQUENCY = 2;

	/** By so much the deadline of an overwritten value may be off. */
	private static final long MOMENT_NANOS = 1_000_000;

	private static final int CLOCK_STEP_MILLIS = 60_000;

	private static final VarHandle VALUE;

	private static final VarHandle DEADLINE;

	private static final VarHandle NEXT;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			VALUE = lookup.findVarHandle(Entry.class, "value", Object.class);
			DEADLINE = lookup.findVarHandle(Entry.class, "deadlineNanos", long.class);
			NEXT = lookup.findVarHandle(Entry.class, "next", Entry.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	final Object key;

	final int hash;

	private volatile Object value;

	private volatile long deadlineNanos;

	private volatile @Nullable Entry next;

	@Nullable Entry queueBefore;

	@Nullable Entry queueAfter;

	@Nullable Entry wheelBefore;

	@Nullable Entry wheelAfter;

	/** When the value was written: the cache's clock in milliseconds, wrapping. */
	private int writtenMillis;

	private byte frequency;

	byte credit;

	byte stamp;

	byte queue;

	short wheelSlot = UNSCHEDULED;

	@SuppressWarnings("NullAway.Init") // set through a VarHandle, at the cost of a plain
										// store
	Entry(Object key, int hash, Object value, long deadlineNanos, long nowNanos) {
		this.key = key;
		this.hash = hash;
		VALUE.set(this, value);
		DEADLINE.set(this, deadlineNanos);
		this.writtenMillis = millis(nowNanos);
	}

	/** Copies what a moved or replaced entry keeps. */
	@SuppressWarnings("NullAway.Init")
	Entry(Entry source, Object value) {
		this.key = source.key;
		this.hash = source.hash;
		VALUE.set(this, value);
		DEADLINE.set(this, source.deadline());
		this.writtenMillis = source.writtenMillis;
		this.frequency = source.frequency;
		this.credit = source.credit;
	}

	final boolean hasKey(Object other, int otherHash) {
		return this.hash == otherHash && (this.key == other || other.equals(this.key));
	}

	final Object value() {
		return this.value;
	}

	final boolean isDead() {
		return value() == DEAD;
	}

	/** Replaces the value of a living entry; its deadline has to follow. */
	final boolean replaceValue(Object newValue) {
		Object current = value();
		while (current != DEAD) {
			Object witness = VALUE.compareAndExchange(this, current, newValue);
			if (witness == current) {
				return true;
			}
			current = witness;
		}
		return false;
	}

	/** Ends the entry and gives the value it had. */
	final Object kill() {
		return VALUE.getAndSet(this, DEAD);
	}

	final long deadline() {
		return this.deadlineNanos;
	}

	/** The time at which the entry is to be removed, unless for want of reads. */
	final long removalNanos() {
		return removalNanos(this.deadlineNanos);
	}

	/** The same, for a deadline that was read before. */
	long removalNanos(long deadline) {
		return deadline;
	}

	/**
	 * What became of a value that was put in without lock.
	 */
	enum Extension {

		/** It is there, with its deadline, or another value has come since. */
		DONE,

		/** Its deadline has to come nearer, which needs the shard lock. */
		NEARER,

		/** The entry has been killed, with this value or another. */
		DEAD

	}

	/**
	 * Stores the later deadline of a value just put in without lock, unless another value
	 * has come since, or the present deadline is the same but for a moment: a key that
	 * many threads write at the same time then has one word less to fight for. If the
	 * entry had expired and the other writer has not come to its deadline yet, it is
	 * extended for him: else the key would be missed though this writer is through.
	 * @param before the deadline that was read before the value was put in
	 */
	final Extension extend(Object newValue, long before, long newDeadlineNanos, long nowNanos) {
		long seen = this.deadlineNanos;
		Object present = this.value;
		while (present == newValue || (present != DEAD && isOwed(seen, before, nowNanos))) {
			long later = newDeadlineNanos - seen;
			if (later <= -MOMENT_NANOS) {
				return Extension.NEARER;
			}
			written(nowNanos);
			if (later <= 0 || (later < MOMENT_NANOS && seen - nowNanos > CacheClock.MARGIN_NANOS)) {
				return Extension.DONE;
			}
			long witness = (long) DEADLINE.compareAndExchange(this, seen, newDeadlineNanos);
			if (witness == seen) {
				return Extension.DONE;
			}
			seen = witness;
			present = this.value;
		}
		return (present == DEAD) ? Extension.DEAD : Extension.DONE;
	}

	private static boolean isOwed(long seen, long before, long nowNanos) {
		return seen == before && before - nowNanos <= 0;
	}

	private void written(long nowNanos) {
		int millis = millis(nowNanos);
		if (this.writtenMillis != millis) {
			this.writtenMillis = millis;
		}
	}

	/**
	 * Ends the deadline of an entry that has been killed, so that no writer makes it
	 * later any more.
	 * @return the deadline, if a copy is to have it, or {@link #OVER} if the time to
	 * remove the entry has come
	 */
	final long endDeadline(long nowNanos) {
		long seen = this.deadlineNanos;
		while (true) {
			long end = (removalNanos(seen) - nowNanos > 0) ? MOVED : OVER;
			long witness = (long) DEADLINE.compareAndExchange(this, seen, end);
			if (witness == seen) {
				return (end == MOVED) ? seen : OVER;
			}
			seen = witness;
		}
	}

	/**
	 * Stores the deadline of a value just put in under the shard lock, unless another
	 * value has come since; see {@link #extend} for the exception.
	 */
	final void deadline(Object newValue, long before, long newDeadlineNanos, long nowNanos) {
		written(nowNanos);
		long seen = this.deadlineNanos;
		while (seen != newDeadlineNanos && (this.value == newValue || isOwed(seen, before, nowNanos))) {
			long witness = (long) DEADLINE.compareAndExchange(this, seen, newDeadlineNanos);
			if (witness == seen) {
				if (seen > newDeadlineNanos && this.value != newValue) {
					DEADLINE.compareAndSet(this, newDeadlineNanos, seen);
				}
				return;
			}
			seen = witness;
		}
	}

	/**
	 * Makes a copy, which nobody sees yet, what its source was when it was killed.
	 * @param lastDeadlineNanos what {@link #endDeadline} of the source said
	 */
	final void takeOver(Entry source, Object lastValue, long lastDeadlineNanos) {
		VALUE.setRelease(this, lastValue);
		this.writtenMillis = source.writtenMillis;
		accessed(source.accessedNanos());
		DEADLINE.setRelease(this, lastDeadlineNanos);
	}

	/** Makes a copy, which nobody sees yet, a newly written entry. */
	final void renew(Object newValue, long newDeadlineNanos, long nowNanos) {
		VALUE.setRelease(this, newValue);
		this.writtenMillis = millis(nowNanos);
		DEADLINE.setRelease(this, newDeadlineNanos);
	}

	final long ageMillis(long nowNanos) {
		int age = millis(nowNanos) - this.writtenMillis;
		// Written after the time was read, or the clock has gone back a little.
		return (age < 0 && age > -CLOCK_STEP_MILLIS) ? 0 : Integer.toUnsignedLong(age);
	}

	final @Nullable Entry next() {
		return this.next;
	}

	final void next(@Nullable Entry entry) {
		NEXT.setRelease(this, entry);
	}

	final void recordHit() {
		byte seen = this.frequency;
		if (seen < MAX_FREQUENCY) {
			this.frequency = (byte) (seen + 1);
		}
	}

	final int frequency() {
		return this.frequency;
	}

	final void clearFrequency() {
		this.frequency = 0;
	}

	int weight() {
		return 1;
	}

	/** The time of the last read or write; only kept where entries expire by it. */
	long accessedNanos() {
		return NEVER;
	}

	void accessed(long nowNanos) {
	}

	Entry copy(Object newValue) {
		return new Entry(this, newValue);
	}

	private static int millis(long nanos) {
		return (int) (nanos / 1_000_000);
	}

}
