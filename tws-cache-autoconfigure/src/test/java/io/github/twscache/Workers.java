package io.github.twscache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the threads of a test and joins them after it.
 */
public final class Workers implements AfterEachCallback {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	/** Runs a task in a thread of its own. */
	public <T> Future<T> start(Callable<T> task) {
		FutureTask<T> future = new FutureTask<>(task);
		Thread thread = new Thread(future, "test-worker-" + this.threads.size());
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
		return future;
	}

	/** Gives the thread that was started last. */
	public Thread last() {
		return this.threads.get(this.threads.size() - 1);
	}

	/** Waits until the thread that was started last is blocked or waits. */
	public void awaitBlocked() {
		Thread thread = last();
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.BLOCKED);
	}

	/** Waits for the result of a task. */
	public static <T> T result(Future<T> future) throws Exception {
		return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void afterEach(ExtensionContext context) throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join(PATIENCE.toMillis());
			if (thread.isAlive()) {
				thread.interrupt();
			}
			assertThat(thread.isAlive()).as("%s has not come to an end", thread.getName()).isFalse();
		}
	}

}
