package io.github.twscache.faults;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Virtual threads where the JDK has them, else platform threads. By reflection, because
 * tests are compiled for Java 17.
 */
public final class LightThreads {

	private static final int JDK = Runtime.version().feature();

	/** Whether the threads are virtual. */
	static final boolean VIRTUAL = JDK >= 21;

	/** Whether a virtual thread that holds a monitor can leave its carrier (JEP 491). */
	static final boolean LEAVE_WITH_MONITORS = JDK >= 24;

	private LightThreads() {
	}

	/** Chooses how many threads a test may start. */
	public static int count(int virtual, int platform) {
		return VIRTUAL ? virtual : platform;
	}

	/** Says what threads a test ran on. */
	public static String describe(int count) {
		return count + (VIRTUAL ? " virtual" : " platform") + " threads of JDK " + JDK;
	}

	/** Opens an executor that has a thread for every task. */
	public static ExecutorService open() {
		if (!VIRTUAL) {
			return Executors.newCachedThreadPool((task) -> {
				Thread thread = new Thread(task, "test-light-thread");
				thread.setDaemon(true);
				return thread;
			});
		}
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
