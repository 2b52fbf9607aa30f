package io.github.twscache.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten thousand virtual threads that do everything at once, none of which holds on to its
 * carrier while it waits. On a JDK without virtual threads a hundred platform threads do
 * the same. Repeat a run by {@code -Dtws.virtual.seed=...}.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadTests {

	private static final int THREADS = LightThreads.count(10_000, 100);

	private static final int STEPS = 200_000;

	private static final int MAX_SIZE = 1000;

	private static final System.Logger LOGGER = System.getLogger(VirtualThreadTests.class.getName());

	@TempDir
	Path directory;

	private final ExecutorService threads = LightThreads.open();

	@AfterEach
	void stop() throws InterruptedException {
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void everythingAtOnceIsRightAndPinsNoThread() throws Exception {
		long seed = Long.getLong("tws.virtual.seed", System.nanoTime());
		String description = LightThreads.describe(THREADS) + ", seed " + seed;
		LOGGER.log(System.Logger.Level.INFO, "{0}", description);
		try (CacheHierarchy hierarchy = open(); PinnedThreads pinned = new PinnedThreads()) {
			NamedCache<Object, String> cache = hierarchy.cache("mixed");
			Mix mix = new Mix(cache, MAX_SIZE, this.threads);
			for (Future<Object> run : run(mix, seed)) {
				assertThat(run).as(description).isDone().isNotCancelled();
				run.get();
			}
			cache.resize(8).get(30, TimeUnit.SECONDS);
			assertThat(cache.size()).isLessThanOrEqualTo(MAX_SIZE);
			mix.assertCounted();
			List<String> events = pinned.stop(this.directory.resolve("pinned.jfr"));
			// Up to JDK 23 who holds a monitor is pinned, that of a hash table's bin,
			// too.
			if (!LightThreads.VIRTUAL || LightThreads.LEAVE_WITH_MONITORS) {
				assertThat(events).as(description).isEmpty();
			}
		}
	}

	private List<Future<Object>> run(Mix mix, long seed) throws InterruptedException {
		List<Callable<Object>> tasks = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = new SplittableRandom(seed + i);
			tasks.add(() -> {
				mix.run(STEPS / THREADS, random);
				return true;
			});
		}
		return this.threads.invokeAll(tasks, 120, TimeUnit.SECONDS);
	}

	/** A hierarchy in which everything has been done once, in such a thread. */
	private CacheHierarchy open() throws Exception {
		CacheHierarchy hierarchy = CacheHierarchy.builder()
			.cleanupInterval(Duration.ofMillis(100))
			.settings((name) -> CacheSettings.builder()
				.maxSize(MAX_SIZE)
				.ttl(Duration.ofMillis(200))
				.keyLockMax(64)
				.build())
			.build();
		Callable<Object> warmUp = () -> {
			new Mix(hierarchy.cache("warm"), MAX_SIZE, this.threads).warmUp();
			return true;
		};
		for (Future<Object> warm : this.threads.invokeAll(Collections.nCopies(4, warmUp), 60, TimeUnit.SECONDS)) {
			warm.get();
		}
		return hierarchy;
	}

	/** So that an empty list of events means something. */
	@Test
	void recorderSeesAThreadThatIsPinned() throws Exception {
		Assumptions.assumeTrue(LightThreads.VIRTUAL, "there are no virtual threads to be pinned");
		try (PinnedThreads pinned = new PinnedThreads()) {
			this.threads.submit(() -> ParkedWhileInitialized.touch()).get(30, TimeUnit.SECONDS);
			assertThat(pinned.stop(this.directory.resolve("control.jfr"))).isNotEmpty();
		}
	}

	/**
	 * A class initializer is called by the JVM, so its thread cannot leave.
	 */
	private static final class ParkedWhileInitialized {

		static {
			LockSupport.parkNanos(1_000_000);
		}

		private ParkedWhileInitialized() {
		}

		private static boolean touch() {
			return true;
		}

	}

}
