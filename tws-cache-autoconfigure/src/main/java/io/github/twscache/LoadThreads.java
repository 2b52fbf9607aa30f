package io.github.twscache;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.github.twscache.engine.LoadExecutor;

/**
 * What the threads are like that run loads apart from their callers.
 *
 * @param maxConcurrent the most loads at once
 * @param virtual whether they are virtual threads, where the JDK has them
 * @param decorator passes the caller's context on to the thread
 */
record LoadThreads(int maxConcurrent, boolean virtual, UnaryOperator<Runnable> decorator) {

	private static final String PREFIX = "tws-cache-load-";

	private static final System.Logger LOGGER = System.getLogger(LoadThreads.class.getName());

	/** Platform threads that take no context along. */
	static LoadThreads plain(int maxConcurrent) {
		return new LoadThreads(maxConcurrent, false, UnaryOperator.identity());
	}

	/**
	 * Makes the threads' keeper. The threads have the context class loader of this one:
	 * they are started by whichever caller comes first, or by a thread of the JDK, and
	 * are used for others then. Nor do they inherit anything from that caller.
	 */
	LoadExecutor open() {
		ThreadFactory threads = this.virtual ? virtualThreads() : platformThreads();
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		return new LoadExecutor(this.maxConcurrent, (task) -> {
			Thread thread = threads.newThread(task);
			thread.setContextClassLoader(loader);
			return thread;
		}, this.decorator);
	}

	private static ThreadFactory platformThreads() {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(null, task, PREFIX + number.incrementAndGet(), 0, false);
			thread.setDaemon(true);
			return thread;
		};
	}

	/** By reflection, because this library is compiled for Java 17. */
	private static ThreadFactory virtualThreads() {
		try {
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Object named = type.getMethod("name", String.class, long.class).invoke(builder, PREFIX, 1L);
			Object free = type.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(named, false);
			return (ThreadFactory) Objects.requireNonNull(type.getMethod("factory").invoke(free));
		}
		catch (ReflectiveOperationException ex) {
			LOGGER.log(System.Logger.Level.INFO, "This JDK has no virtual threads: loads run in platform threads");
			return platformThreads();
		}
	}

}
