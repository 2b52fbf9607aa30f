package io.github.twscache.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.equalTo;

@Timeout(30)
class ResizerTests {

	private static final int KEYS = 10_000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void onlyWhatTheRingSaysMovesAndNothingIsLost() {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		fill(store);
		long moves = 0;
		int shards = 8;
		for (int next : new int[] { 9, 16, 15, 64, 1, 8 }) {
			Map<Integer, Integer> homes = homes(store);
			store.resizer().resize(next).join();
			ConsistentHash ring = ConsistentHash.of(next);
			for (int key = 0; key < KEYS; key++) {
				assertThat(StoreFixture.get(store, key)).isEqualTo(key);
				int home = StoreFixture.shardOf(store, key);
				assertThat(home).isEqualTo(ring.shardOf(Spread.hash(key)));
				moves += (home != homes.get(key)) ? 1 : 0;
			}
			assertThat(store.statistics().moves()).as("from %d to %d", shards, next).isEqualTo(moves);
			assertCapacitiesAddUp(store, next, 1_000_000);
			shards = next;
		}
		assertThat(store.size()).isEqualTo(KEYS);
		assertThat(store.statistics().evictions()).isZero();
		assertThat(store.statistics().inserts()).as("moves are no inserts").isEqualTo(KEYS);
	}

	@Test
	void shardsThatGoKeepTheirRoomForWritersThatDoNotKnowYet() {
		Maintenance maintenance = this.stores.maintenance(1, Duration.ofDays(1));
		ShardedStore store = this.stores.open(2, 300, null, maintenance);
		long room = store.topology().shards()[1].capacity();
		CompletableFuture<Void> mayMove = new CompletableFuture<>();
		maintenance.execute(mayMove::join);
		CompletableFuture<?> resized = store.resizer().resize(1);
		try {
			assertThat(store.topology().isSettled()).isFalse();
			assertThat(store.topology().shards()[1].capacity()).isEqualTo(room).isPositive();
		}
		finally {
			mayMove.complete(null);
		}
		resized.join();
		assertCapacitiesAddUp(store, 1, 300);
	}

	@Test
	void oneMoreShardMovesAboutItsShare() {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		fill(store);
		store.resizer().resize(9).join();
		assertThat((double) store.statistics().moves() / KEYS * 9).isBetween(0.7, 1.3);
	}

	@Test
	void fullStoreStaysWithinItsBoundAndLosesLittle() {
		ShardedStore store = this.stores.open(8, KEYS, null);
		for (int key = 0; key < 2 * KEYS; key++) {
			StoreFixture.put(store, key, key);
		}
		long full = store.size();
		for (int next : new int[] { 16, 3, 8 }) {
			store.resizer().resize(next).join();
			assertThat(store.size()).isBetween(full * 9 / 10, (long) KEYS);
			assertCapacitiesAddUp(store, next, KEYS);
		}
	}

	@Test
	void changesAreDoneInTheirOrder() {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		fill(store);
		AtomicInteger told = new AtomicInteger();
		store.resizer().addListener(told::incrementAndGet);
		CompletableFuture<?>[] changes = Arrays.stream(new int[] { 16, 2, 32, 5 })
			.mapToObj((shards) -> store.resizer().resize(shards))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(changes).join();
		assertThat(store.resizer().shardsInUse()).isEqualTo(5);
		assertThat(store.size()).isEqualTo(KEYS);
		Awaitility.await().untilAtomic(told, equalTo(4));
		store.resizer().resize(5).join();
		assertThat(told).as("nothing to do").hasValue(4);
	}

	@Test
	void boundAndShardsChangeTogetherInASmallStore() {
		ShardedStore store = this.stores.open(64, 250, null);
		assertThat(store.resizer().shardsInUse()).isEqualTo(2);
		store.resizer().setMaximum(64 * 125).join();
		assertThat(store.resizer().shardsInUse()).isEqualTo(64);
		assertThat(store.resizer().maximum()).isEqualTo(64 * 125);
		for (int key = 0; key < 3000; key++) {
			StoreFixture.put(store, key, key);
		}
		assertThat(store.size()).isGreaterThan(2500);
		store.resizer().setMaximum(64).join();
		assertThat(store.resizer().shardsInUse()).isOne();
		assertThat(store.size()).isBetween(1L, 64L);
		assertCapacitiesAddUp(store, 1, 64);
	}

	@Test
	void contentionOfShardsThatAreNoMoreStillCounts() throws Exception {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		CacheShard last = store.topology().shards()[7];
		last.lock();
		Future<Integer> other = this.workers.start(() -> {
			last.lock();
			last.unlock();
			return 1;
		});
		this.workers.awaitBlocked();
		last.unlock();
		Workers.result(other);
		long before = store.statistics().shardLockContentions();
		assertThat(before).isPositive();
		store.resizer().resize(1).join();
		assertThat(store.statistics().shardLockContentions()).isGreaterThanOrEqualTo(before);
	}

	@Test
	void closedStoreRefusesChangesAndEndsThoseUnderWay() {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		fill(store);
		CompletableFuture<Void> change = store.resizer().resize(64);
		store.close();
		assertThatIllegalStateException().isThrownBy(() -> store.resizer().resize(4)).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> store.resizer().setMaximum(4));
		assertThatIllegalStateException().isThrownBy(store.resizer()::shardsInUse);
		Awaitility.await().until(change::isDone);
	}

	@Test
	void sumOverTheShardsIsTakenUnderTheirLocksWhenMovesNeverPause() {
		ShardedStore store = this.stores.open(8, 1_000_000, null);
		fill(store);
		store.resizer().moves().begin();
		assertThat(store.size()).isEqualTo(KEYS);
		store.resizer().moves().end();
		assertThat(store.size()).isEqualTo(KEYS);
	}

	private static void fill(ShardedStore store) {
		for (int key = 0; key < KEYS; key++) {
			StoreFixture.put(store, key, key);
		}
	}

	private static Map<Integer, Integer> homes(ShardedStore store) {
		Map<Integer, Integer> homes = new HashMap<>();
		for (int key = 0; key < KEYS; key++) {
			homes.put(key, StoreFixture.shardOf(store, key));
		}
		return homes;
	}

	private static void assertCapacitiesAddUp(ShardedStore store, int shards, long maximum) {
		assertThat(store.shards()).hasSize(shards);
		assertThat(store.shards().stream().mapToLong(ShardState::capacity).sum()).isEqualTo(maximum);
		assertThat(store.shards().stream().mapToLong(ShardState::weight).sum()).isEqualTo(store.size());
		assertThat(store.shards().stream().mapToDouble(ShardState::ringShare).sum()).isBetween(0.999999, 1.000001);
	}

}
