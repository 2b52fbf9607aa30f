package io.github.twscache.spring.loading;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

import org.awaitility.Awaitility;

/**
 * Tells a thread that waits, for a latch of the test, for another caller or for a future,
 * from one that is held up for a moment by something else.
 */
final class Parking {

	private static final Set<String> PLACES = Set.of("java.util.concurrent.CountDownLatch",
			"java.util.concurrent.CompletableFuture");

	private Parking() {
	}

	/** Waits until a thread waits. */
	static void await(Thread thread) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(20))
			.until(() -> isParked(thread));
	}

	private static boolean isParked(Thread thread) {
		Thread.State state = thread.getState();
		return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
				&& Arrays.stream(thread.getStackTrace()).anyMatch((frame) -> PLACES.contains(frame.getClassName()));
	}

}
