package io.github.twscache.engine;

import org.jspecify.annotations.Nullable;

/**
 * A load that runs apart from its callers, and is interrupted when it hangs.
 */
final class ApartLoad {

	/*
	 * Run once, by a thread of the executor or by whoever takes it out of its line (see
	 * LoadExecutor), or refused.
	 *
	 * thread: there while the body runs. The interrupt is sent under the monitor, so it
	 * hits this load and never the next one of its thread. The monitor is a leaf.
	 */

	private static final System.Logger LOGGER = System.getLogger(ApartLoad.class.getName());

	private final Load load;

	private final Runnable body;

	private final LoadEnds ends;

	private final LoadSettings settings;

	/** Guarded by this. */
	private @Nullable Thread thread;

	/** Guarded by this. */
	private boolean interrupted;

	/**
	 * Creates the run of a load.
	 * @param body runs the loader and ends the load
	 */
	ApartLoad(Load load, Runnable body, LoadEnds ends, LoadSettings settings) {
		this.load = load;
		this.body = body;
		this.ends = ends;
		this.settings = settings;
	}

	/**
	 * Runs the load in this thread.
	 * @param nested whether the thread is running another load, whose interrupt it must
	 * not lose
	 */
	void run(boolean nested) {
		Thread current = Thread.currentThread();
		thread(current);
		this.load.begins(current);
		Alarm alarm = null;
		try {
			long hard = this.settings.hardNanos();
			alarm = (hard > 0 && !nested) ? Alarm.after(hard, this.settings.alarms(), this::interrupt) : null;
			this.body.run();
			if (this.load.runner == current) {
				// It goes on elsewhere, in whatever completes a future.
				this.load.runner = null;
			}
		}
		catch (Throwable ex) {
			endAfter(ex);
		}
		finally {
			if (alarm != null) {
				alarm.callOff();
			}
			thread(null);
			if (!nested) {
				// Meant for this load, if for anybody.
				Thread.interrupted();
			}
		}
	}

	/** Ends the load after a failure that nobody saw to. */
	void endAfter(Throwable ex) {
		if (this.ends.isInFlight(this.load)) {
			this.ends.fail(this.load, ex, false);
		}
		else {
			LOGGER.log(System.Logger.Level.WARNING, "A load failed after its end", ex);
		}
	}

	private synchronized void thread(@Nullable Thread runner) {
		this.thread = runner;
	}

	private synchronized void interrupt() {
		// Not a listener that hears of the end.
		if (this.thread != null && this.ends.isInFlight(this.load)) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/** Whether it hung, and was told to stop. */
	synchronized boolean wasInterrupted() {
		return this.interrupted;
	}

	/** Ends the load instead of running it. */
	void refuse(Throwable reason) {
		this.ends.fail(this.load, reason, false);
	}

}
