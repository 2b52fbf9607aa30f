package io.github.twscache.spring.loading;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What annotated methods do when they run: they count, and wait, answer or fail as a test
 * wants.
 */
public final class Work {

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicInteger conditions = new AtomicInteger();

	private final List<CompletableFuture<String>> handedOut = new CopyOnWriteArrayList<>();

	private volatile CountDownLatch gate = new CountDownLatch(0);

	private volatile Body body = (key, run) -> key + " " + run;

	/**
	 * What a run does when it is let through.
	 */
	interface Body {

		@Nullable String run(String key, int run) throws Exception;

	}

	/** Has methods wait in their run until they are released. */
	void block() {
		this.gate = new CountDownLatch(1);
	}

	void release() {
		this.gate.countDown();
	}

	void does(Body other) {
		this.body = other;
	}

	void answersNothing() {
		does((key, run) -> null);
	}

	void fails(Exception failure) {
		does((key, run) -> {
			throw failure;
		});
	}

	/** Has methods answer with their key and the number of the run again. */
	void recovers() {
		does((key, run) -> key + " " + run);
	}

	int runs() {
		return this.runs.get();
	}

	@Nullable String run(String key) throws Exception {
		int run = this.runs.incrementAndGet();
		this.gate.await();
		return this.body.run(key, run);
	}

	/** Gives a future that the test completes. */
	CompletableFuture<String> handOut() {
		this.runs.incrementAndGet();
		CompletableFuture<String> future = new CompletableFuture<>();
		this.handedOut.add(future);
		return future;
	}

	CompletableFuture<String> handedOut(int index) {
		return this.handedOut.get(index);
	}

	/** For conditions: how often they were evaluated. */
	public boolean countCondition() {
		this.conditions.incrementAndGet();
		return true;
	}

	int conditions() {
		return this.conditions.get();
	}

}
