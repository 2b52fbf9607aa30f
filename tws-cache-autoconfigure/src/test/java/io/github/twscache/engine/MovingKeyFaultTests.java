package io.github.twscache.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.Workers;
import io.github.twscache.faults.Fault;
import io.github.twscache.faults.HookedKey;
import io.github.twscache.faults.Patience;
import io.github.twscache.faults.Trap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Keys whose {@code equals} throws while they have to move to another shard: at each call
 * that an operation on two shards makes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MovingKeyFaultTests {

	private static final int CODES = 2000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Trap trap = new Trap();

	/**
	 * What is done to a key.
	 */
	enum Deed {

		GET, PUT, PUT_FOR_A_WHILE, PUT_IF_ABSENT, REMOVE, LOAD;

		void run(ShardedStore store, Object key) throws LoadFailure {
			int hash = Spread.hash(key);
			switch (this) {
				case GET -> store.get(key, hash);
				case PUT -> store.writer().put(key, hash, "new", ShardedStore.OWN_TTL);
				case PUT_FOR_A_WHILE -> store.writer().put(key, hash, "new", 1_000_000_000L);
				case PUT_IF_ABSENT -> store.writer().putIfAbsent(key, hash, "new");
				case REMOVE -> store.writer().remove(key, hash);
				case LOAD -> store.loads().load(key, hash, () -> "new");
			}
		}

	}

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@ParameterizedTest
	@EnumSource(Deed.class)
	void equalsThatThrowsWhileItsKeyHasToMoveHarmsNobodyElse(Deed deed) throws Exception {
		Maintenance maintenance = this.stores.maintenance(1, Duration.ofDays(1));
		// The only worker is busy, so nothing moves but what a writer brings.
		maintenance.execute(() -> Patience.await(this.release));
		ShardedStore store = this.stores.open(2, 100_000, null, maintenance);
		for (int code = 0; code < CODES; code++) {
			StoreFixture.put(store, key(1, code), "one");
			StoreFixture.put(store, key(2, code), "two");
		}
		CompletableFuture<Void> move = store.resizer().resize(16);
		assertThat(store.topology().isSettled()).isFalse();
		Iterator<Integer> codes = codesThatHaveToMove(store);
		int most = 0;
		for (Fault fault : new Fault[] { Fault.UNCHECKED, Fault.STACK_OVERFLOW }) {
			for (int number : new int[] { 1, 3 }) {
				int call = 1;
				while (failsAt(call, deed, store, number, codes.next(), fault)) {
					call++;
				}
				most = Math.max(most, call);
			}
		}
		assertThat(most).as("calls that failed").isGreaterThan(2);
		this.release.countDown();
		move.get(10, TimeUnit.SECONDS);
		assertNothingIsLost(store);
	}

	private static Iterator<Integer> codesThatHaveToMove(ShardedStore store) {
		Topology topology = store.topology();
		return IntStream.range(0, CODES)
			.filter((code) -> topology.formerOwner(Spread.hash(code)) != null)
			.boxed()
			.iterator();
	}

	private boolean failsAt(int call, Deed deed, ShardedStore store, int number, int code, Fault fault)
			throws Exception {
		Throwable failure = fault.make();
		this.trap.arm(call, failure);
		Throwable thrown = catchThrowable(() -> deed.run(store, key(number, code)));
		boolean failed = this.trap.disarm();
		if (thrown != null) {
			assertThat(thrown).isSameAs(failure);
		}
		boolean usable = Workers.result(this.workers.start(() -> {
			assertThat(StoreFixture.get(store, key(2, code))).isEqualTo("two");
			StoreFixture.put(store, key(number, code), "after");
			assertThat(StoreFixture.get(store, key(number, code))).isEqualTo("after");
			return store.writer().remove(key(number, code), Spread.hash(code));
		}));
		assertThat(usable).as("%s of key %d at call %d", deed, number, call).isTrue();
		return failed;
	}

	private void assertNothingIsLost(ShardedStore store) {
		for (int code = 0; code < CODES; code++) {
			assertThat(StoreFixture.get(store, key(2, code))).isEqualTo("two");
			assertThat(StoreFixture.get(store, key(1, code))).isIn("one", null);
		}
		StoreStatistics statistics = store.statistics();
		assertThat(statistics.size()).isBetween((long) CODES, 2L * CODES)
			.isEqualTo(statistics.inserts() - statistics.evictions() - statistics.expirations()
					- statistics.invalidations());
		assertThat(statistics.evictions()).isZero();
		assertThat(statistics.loadsInFlight()).isZero();
	}

	private HookedKey key(int number, int code) {
		return new HookedKey(number, code, HookedKey.NOTHING, this.trap::step);
	}

}
