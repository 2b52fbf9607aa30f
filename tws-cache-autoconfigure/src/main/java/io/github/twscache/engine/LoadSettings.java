package io.github.twscache.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a store is told of its loads. Durations are in nanoseconds.
 *
 * @param softNanos how long a caller waits for a load if there is a stale value to serve,
 * zero for as long as for any
 * @param hardNanos how long a caller waits for a load at all, zero for ever
 * @param throttleNanos how long nobody loads again after a failure where a stale value is
 * served instead, and how long a refresh that failed is not tried again
 * @param executor runs loads that nobody waits for, or not to their end; {@code null} if
 * all run in the threads of their callers
 * @param timeout makes what a caller is told who waited in vain
 */
public record LoadSettings(long softNanos, long hardNanos, long throttleNanos, @Nullable LoadExecutor executor,
		Supplier<? extends RuntimeException> timeout) {

	/** Loads as they are without any setting. */
	public static final LoadSettings NONE = new LoadSettings(0, 0, 1_000_000_000, null,
			() -> new IllegalStateException("A load took too long"));

	/** Whether there is an end to how long callers wait. */
	boolean isLimited() {
		return this.softNanos > 0 || this.hardNanos > 0;
	}

	/** What is done when time is up: in threads that no load can hold up. */
	Executor alarms() {
		return (this.executor != null) ? this.executor.alarms() : ForkJoinPool.commonPool();
	}

	/** Whether loads run in other threads than those of their callers, who may leave. */
	boolean runsApart() {
		return isLimited() && this.executor != null;
	}

}
