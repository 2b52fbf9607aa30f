package io.github.twscache.benchmarks.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Platform threads that are released together and work until they are told to stop. What
 * they do is counted by phase; figures can be asked for once the crowd is closed.
 */
public final class Crowd implements AutoCloseable {

	/*
	 * Members look at the phase before each operation, or, if latencies are not taken,
	 * after every 64 of them: reading the clock would cost more than some operations. An
	 * operation belongs to the phase that was seen.
	 */

	private static final int UNCOUNTED = -1;

	private static final int OVER = -2;

	private static final int BATCH = 64;

	private final List<Member> members = new ArrayList<>();

	private final long[] phaseNanos;

	private final boolean timed;

	private final CountDownLatch release = new CountDownLatch(1);

	private volatile int phase = UNCOUNTED;

	/** The last phase that a thread has counted an operation of. */
	private volatile int counted = UNCOUNTED;

	private int phases;

	/**
	 * Creates the threads and releases them.
	 * @param operations what each thread does
	 * @param mostPhases how many phases there are going to be
	 * @param timed whether each operation's latency is taken
	 */
	public Crowd(List<Operation> operations, int mostPhases, boolean timed) {
		this.timed = timed;
		this.phaseNanos = new long[mostPhases];
		for (Operation operation : operations) {
			this.members.add(new Member(operation, mostPhases));
		}
		this.members.forEach(Thread::start);
		this.release.countDown();
	}

	/**
	 * Lets the threads work uncounted.
	 * @param duration for how long
	 */
	public void warmUp(Duration duration) {
		sleep(duration);
	}

	/**
	 * Counts what the threads do for some time.
	 * @param duration for how long
	 * @return the number of the phase
	 */
	public int measure(Duration duration) {
		return measure(() -> sleep(duration));
	}

	/**
	 * Counts what the threads do while something goes on, and until they have done
	 * anything at all.
	 * @param meanwhile what goes on, in this thread
	 * @return the number of the phase
	 */
	public int measure(Runnable meanwhile) {
		int current = this.phases++;
		long start = System.nanoTime();
		this.phase = current;
		try {
			meanwhile.run();
			// A busy machine may not have let any of them run.
			while (this.counted != current && this.members.stream().anyMatch(Thread::isAlive)) {
				sleep(Duration.ofMillis(1));
			}
		}
		finally {
			this.phase = UNCOUNTED;
			this.phaseNanos[current] = System.nanoTime() - start;
		}
		return current;
	}

	/**
	 * Ends the threads.
	 * @throws IllegalStateException if an operation failed
	 */
	@Override
	public void close() {
		this.phase = OVER;
		for (Member member : this.members) {
			join(member);
		}
		for (Member member : this.members) {
			if (member.failure != null) {
				throw new IllegalStateException("An operation failed", member.failure);
			}
		}
	}

	/**
	 * Counts the operations of a phase.
	 * @param number the phase
	 * @return how many all threads have done
	 */
	public long operations(int number) {
		return this.members.stream().mapToLong((member) -> member.operations[number]).sum();
	}

	/**
	 * Counts all operations, those of no phase among them.
	 * @return how many all threads have done
	 */
	public long allOperations() {
		return this.members.stream().mapToLong((member) -> member.done).sum();
	}

	/**
	 * Gives the length of a phase.
	 * @param number the phase
	 * @return nanoseconds
	 */
	public long nanos(int number) {
		return this.phaseNanos[number];
	}

	/**
	 * Gives the throughput of a phase.
	 * @param number the phase
	 * @return operations of all threads a second
	 */
	public double throughput(int number) {
		return operations(number) * (double) TimeUnit.SECONDS.toNanos(1) / nanos(number);
	}

	/**
	 * Gives the latencies of a phase.
	 * @param number the phase
	 * @return those of all threads
	 */
	public LatencyHistogram latencies(int number) {
		LatencyHistogram all = new LatencyHistogram();
		this.members.forEach((member) -> all.add(member.latencies[number]));
		return all;
	}

	private static void sleep(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while measuring", ex);
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while threads end", ex);
		}
	}

	/**
	 * One of the threads. What it counts is read after it has ended.
	 */
	private final class Member extends Thread {

		private final Operation operation;

		private final long[] operations;

		private final LatencyHistogram[] latencies;

		private long done;

		private @Nullable Throwable failure;

		/** Keeps results in use. */
		@SuppressWarnings("UnusedVariable")
		private volatile long results;

		private Member(Operation operation, int mostPhases) {
			super("crowd");
			setDaemon(true);
			this.operation = operation;
			this.operations = new long[mostPhases];
			this.latencies = new LatencyHistogram[mostPhases];
			for (int i = 0; i < mostPhases; i++) {
				this.latencies[i] = new LatencyHistogram();
			}
		}

		@Override
		public void run() {
			try {
				Crowd.this.release.await();
				this.results = Crowd.this.timed ? workTimed() : work();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
		}

		private long work() {
			long result = 0;
			int seen = Crowd.this.phase;
			while (seen != OVER) {
				long end = this.done + BATCH;
				for (long number = this.done; number < end; number++) {
					result += this.operation.run(number);
				}
				this.done = end;
				seen = Crowd.this.phase;
				if (seen >= 0) {
					count(seen, BATCH);
				}
			}
			return result;
		}

		private long workTimed() {
			long result = 0;
			int seen = Crowd.this.phase;
			while (seen != OVER) {
				long start = System.nanoTime();
				result += this.operation.run(this.done);
				long end = System.nanoTime();
				this.done++;
				if (seen >= 0) {
					this.latencies[seen].record(end - start);
					count(seen, 1);
				}
				seen = Crowd.this.phase;
			}
			return result;
		}

		private void count(int seen, int more) {
			if (this.operations[seen] == 0) {
				Crowd.this.counted = seen;
			}
			this.operations[seen] += more;
		}

	}

}
