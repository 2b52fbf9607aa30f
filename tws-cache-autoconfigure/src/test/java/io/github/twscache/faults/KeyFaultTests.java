package io.github.twscache.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.NamedCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Keys whose {@code hashCode} or {@code equals} throws, at each of the calls that an
 * operation makes.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyFaultTests {

	private static final String OF_A_KEY = "io.github.twscache.faults.Operation#ofAKey";

	private static final String OF_ALL_ENTRIES = "io.github.twscache.faults.Operation#ofAllEntries";

	private static final int CODE = 42;

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	@RegisterExtension
	final Workers workers = new Workers();

	private final Trap hashTrap = new Trap();

	private final Trap equalsTrap = new Trap();

	private volatile boolean broken;

	/**
	 * One operation on one state of the cache.
	 *
	 * @param operation the operation
	 * @param fault what is thrown
	 * @param present whether the key is in the cache
	 * @param loading whether another key of the same hash code is being loaded
	 */
	private record Trial(Operation operation, Fault fault, boolean present, boolean loading) {
	}

	@ParameterizedTest
	@MethodSource(OF_A_KEY)
	void hashCodeThatThrowsHarmsNobodyElse(Operation operation) throws Exception {
		for (Trial trial : trials(operation)) {
			failEachCall(trial, this.hashTrap);
		}
	}

	@ParameterizedTest
	@MethodSource(OF_A_KEY)
	void equalsThatThrowsHarmsNobodyElse(Operation operation) throws Exception {
		for (Trial trial : trials(operation)) {
			failEachCall(trial, this.equalsTrap);
		}
	}

	private static List<Trial> trials(Operation operation) {
		List<Trial> trials = new ArrayList<>();
		for (Fault fault : List.of(Fault.UNCHECKED, Fault.OUT_OF_MEMORY)) {
			for (boolean present : new boolean[] { true, false }) {
				trials.add(new Trial(operation, fault, present, true));
				trials.add(new Trial(operation, fault, present, false));
			}
		}
		return trials;
	}

	/** Fails the first call, then the second, until there are no more. */
	private void failEachCall(Trial trial, Trap trap) throws Exception {
		int call = 1;
		while (failsAt(call, trial, trap)) {
			call++;
		}
		assertThat(call).as("%s asks the key", trial).isGreaterThan(1);
	}

	private boolean failsAt(int call, Trial trial, Trap trap) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		cache.put(key(1), "one");
		cache.put(key(2), "two");
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> other = trial.loading() ? cache.getAsync(key(3), (missing) -> source) : source;
		Throwable failure = trial.fault().make();
		HookedKey subject = key(trial.present() ? 1 : 4);
		trap.arm(call, failure);
		Throwable thrown = catchThrowable(() -> trial.operation().run(cache, subject));
		boolean failed = trap.disarm();
		String description = trial + " at call " + call;
		if (thrown != null) {
			assertThat(Aftermath.rootOf(thrown)).as(description).isSameAs(failure);
		}
		source.complete("loaded");
		assertThat(other).as(description).isCompletedWithValue("loaded");
		assertThat(cache.getIfPresent(key(2))).as(description).isEqualTo("two");
		assertThat(cache.metrics().loadsInFlight()).as(description).isZero();
		Aftermath.assertUnharmed(cache, this.workers, subject, key(2), key(3), "bystander");
		return failed;
	}

	private HookedKey key(int number) {
		return new HookedKey(number, CODE, this.hashTrap::step, this.equalsTrap::step);
	}

	@ParameterizedTest
	@MethodSource(OF_ALL_ENTRIES)
	void whatConcernsAllEntriesAsksNoKey(Operation operation) throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		for (int number = 0; number < 100; number++) {
			cache.put(key(number), "value", Duration.ofSeconds(1 + number % 2));
		}
		this.caches.ticker.advance(Duration.ofSeconds(1));
		armBoth();
		operation.run(cache, "unused");
		assertNotAsked();
		Aftermath.assertUnharmed(cache, this.workers, key(1), "bystander");
	}

	@Test
	void evictionAsksNoKey() throws Exception {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(100));
		for (int number = 0; number < 100; number++) {
			cache.put(key(number), "value");
		}
		armBoth();
		for (int i = 0; i < 1000; i++) {
			cache.put("other-" + i, "value");
		}
		cache.setMaxSize(50);
		assertNotAsked();
		assertThat(cache.metrics().evictions()).isGreaterThan(1000);
		Aftermath.assertUnharmed(cache, this.workers, key(1), "bystander");
	}

	private void armBoth() {
		this.hashTrap.arm(1, Fault.UNCHECKED.make());
		this.equalsTrap.arm(1, Fault.UNCHECKED.make());
	}

	private void assertNotAsked() {
		assertThat(this.hashTrap.disarm()).as("hashCode was asked").isFalse();
		assertThat(this.equalsTrap.disarm()).as("equals was asked").isFalse();
	}

	@Test
	void valueOfALoadWhoseKeyBrokeForAWhileIsNotServedEverAfter() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		HookedKey key = breakable();
		assertThat(cache.get(key, (missing) -> {
			this.broken = true;
			return "old";
		})).isEqualTo("old");
		this.broken = false;
		this.caches.ticker.advance(FaultCaches.TTL);
		assertThat(cache.get(key, (missing) -> "new")).isEqualTo("new");
		Aftermath.assertUnharmed(cache, this.workers, key, "bystander");
	}

	@Test
	void failureOfALoadWhoseKeyBrokeForAWhileIsNotToldEverAfter() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		HookedKey key = breakable();
		IOException failure = new IOException("a load that fails on purpose");
		assertThat(catchThrowable(() -> cache.get(key, (missing) -> {
			this.broken = true;
			throw failure;
		}))).hasCause(failure);
		this.broken = false;
		assertThat(cache.get(key, (missing) -> "new")).isEqualTo("new");
		Aftermath.assertUnharmed(cache, this.workers, key, "bystander");
	}

	@Test
	void loadThatWasAbandonedWhenItsKeyBrokeIsNotWaitedForEndlessly() throws Exception {
		NamedCache<Object, String> cache = this.caches.open();
		HookedKey key = breakable();
		Future<Throwable> leader = this.workers.start(() -> catchThrowable(() -> cache.get(key, (missing) -> {
			this.broken = true;
			Thread.currentThread().interrupt();
			throw new IOException("a load that fails on purpose");
		})));
		assertThat(Workers.result(leader)).hasCauseInstanceOf(IOException.class);
		this.broken = false;
		try {
			assertThat(Workers.result(this.workers.start(() -> cache.get(key, (missing) -> "new")))).isEqualTo("new");
		}
		finally {
			// Ends the thread, should it turn in circles.
			cache.close();
		}
	}

	private HookedKey breakable() {
		return new HookedKey(1, CODE, () -> {
			if (this.broken) {
				throw new IllegalStateException("a key that is broken for a while");
			}
		}, HookedKey.NOTHING);
	}

}
