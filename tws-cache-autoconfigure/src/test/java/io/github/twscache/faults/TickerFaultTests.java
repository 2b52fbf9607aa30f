package io.github.twscache.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A ticker that throws, at each of the looks at it that an operation takes: under locks,
 * in the middle of a move, when a load's value is to be stored.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TickerFaultTests {

	private static final int KEYS = 50;

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	@ParameterizedTest
	@EnumSource(Operation.class)
	void tickerThatThrowsHarmsNobodyElse(Operation operation) throws Exception {
		for (Fault fault : List.of(Fault.UNCHECKED, Fault.OUT_OF_MEMORY)) {
			for (String key : List.of("key-1", "absent")) {
				int call = 1;
				while (failsAt(call, operation, key, fault)) {
					call++;
				}
				if (key.equals("key-1") && operation.compareTo(Operation.INSPECT) <= 0) {
					assertThat(call).as("%s looks at the clock", operation).isGreaterThan(1);
				}
			}
		}
	}

	private boolean failsAt(int call, Operation operation, String key, Fault fault) throws Exception {
		NamedCache<Object, String> cache = filled();
		Throwable failure = fault.make();
		this.caches.tickerTrap.arm(call, failure);
		Throwable thrown = catchThrowable(() -> operation.run(cache, key));
		boolean failed = this.caches.tickerTrap.disarm();
		String description = operation + " of " + key + " at look " + call;
		if (thrown != null) {
			assertThat(Aftermath.rootOf(thrown)).as(description).isSameAs(failure);
		}
		if (operation != Operation.CLEAR) {
			assertOthersAreThere(cache, key, description);
		}
		Aftermath.assertUnharmed(cache, this.workers, key, "key-2", "bystander");
		return failed;
	}

	/**
	 * A cache of one shard, so that new ones have no timer wheel yet, with two entries
	 * that have expired.
	 */
	private NamedCache<Object, String> filled() {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(10_000).numShards(1));
		for (int i = 0; i < KEYS; i++) {
			cache.put("key-" + i, "value");
		}
		cache.put("old-1", "value", Duration.ofSeconds(1));
		cache.put("old-2", "value", Duration.ofSeconds(1));
		this.caches.ticker.advance(Duration.ofSeconds(2));
		return cache;
	}

	private static void assertOthersAreThere(NamedCache<Object, String> cache, String but, String description) {
		for (int i = 0; i < KEYS; i++) {
			String key = "key-" + i;
			if (!key.equals(but)) {
				assertThat(cache.getIfPresent(key)).as("%s after %s", key, description).isEqualTo("value");
			}
		}
	}

	@Test
	void moveThatTheTickerEndedIsFinishedByTheNext() throws Exception {
		NamedCache<Object, String> cache = filled();
		awaitIdleCleanup();
		Throwable failure = Fault.ERROR.make();
		this.caches.tickerTrap.arm(2, failure);
		Throwable thrown = catchThrowable(() -> cache.resize(4).get(10, TimeUnit.SECONDS));
		assertThat(this.caches.tickerTrap.disarm()).isTrue();
		assertThat(thrown).hasCause(failure);
		assertOthersAreThere(cache, "", "the move that failed");
		cache.resize(2).join();
		assertThat(cache.numShardsInUse()).isEqualTo(2);
		assertOthersAreThere(cache, "", "the move after it");
		assertThat(cache.metrics().evictions()).isZero();
		Aftermath.assertUnharmed(cache, this.workers, "key-1", "bystander");
	}

	/** In Kotlin a ticker may throw what it likes. */
	@Test
	void checkedExceptionInTheMiddleOfAMoveLosesNothing() throws Exception {
		NamedCache<Object, String> cache = filled();
		awaitIdleCleanup();
		Throwable failure = Fault.CHECKED.make();
		this.caches.tickerTrap.arm(2, failure);
		Throwable thrown = catchThrowable(() -> cache.resize(4).get(10, TimeUnit.SECONDS));
		assertThat(this.caches.tickerTrap.disarm()).isTrue();
		assertThat(thrown).isNotNull();
		assertThat(Aftermath.rootOf(thrown)).isSameAs(failure);
		assertOthersAreThere(cache, "", "the move that failed");
		Aftermath.assertUnharmed(cache, this.workers, "key-1", "bystander");
	}

	/** The thread that starts cleanups looks at the clock when it has just begun. */
	private static void awaitIdleCleanup() {
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().equals("tws-cache-cleanup"))
				.allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING));
	}

}
