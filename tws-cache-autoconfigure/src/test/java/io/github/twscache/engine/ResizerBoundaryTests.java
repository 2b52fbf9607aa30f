package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds while entries are about to move: the only worker is kept busy meanwhile.
 */
@Timeout(30)
class ResizerBoundaryTests {

	private static final int BOUND = 10_000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	void capacitiesAddUpToTheBoundAtMostWhileEntriesMove() {
		for (int filled : new int[] { 0, 3000, 8000, 20_000 }) {
			CountDownLatch go = new CountDownLatch(1);
			ShardedStore store = openIdle(BOUND, go);
			fill(store, filled);
			CompletableFuture<Void> change = store.resizer().resize(16);
			assertThat(change.isDone()).isFalse();
			assertThat(store.shards()).hasSize(16);
			assertThat(capacities(store)).as("%d entries", filled).isBetween(BOUND * 9L / 10, (long) BOUND);
			go.countDown();
			change.join();
			assertThat(capacities(store)).isEqualTo(BOUND);
		}
	}

	@Test
	void writerMovesItsOwnKeyFirst() {
		ShardedStore store = openIdle(100_000, this.release);
		fill(store, 1000);
		int key = movingKey(8, 16);
		CompletableFuture<Void> change = store.resizer().resize(16);
		CacheShard former = store.topology().formerOwner(Spread.hash(key));
		assertThat(former).isNotNull();
		int version = former.version();
		StoreFixture.put(store, key, "new");
		assertThat(StoreFixture.get(store, key)).isEqualTo("new");
		assertThat(former.locate(key, Spread.hash(key))).isNull();
		assertThat(former.isUnchanged(version)).as("who missed it meanwhile looks again").isFalse();
		assertThat(former.isUnchanged(former.version())).as("it is over").isTrue();
		assertThat(store.statistics().moves()).isOne();
		assertThat(store.resizer().moves().stamp()).as("no step is under way").isNotNegative();
		assertThat(store.size()).isEqualTo(1000);
		this.release.countDown();
		change.join();
		assertThat(StoreFixture.get(store, key)).isEqualTo("new");
		assertThat(store.size()).isEqualTo(1000);
	}

	@Test
	void keyThatHasNotMovedYetIsFoundAndRemoved() {
		ShardedStore store = openIdle(100_000, this.release);
		fill(store, 1000);
		int key = movingKey(8, 16);
		CompletableFuture<Void> change = store.resizer().resize(16);
		assertThat(StoreFixture.get(store, key)).isEqualTo(key);
		assertThat(store.writer().putIfAbsent(key, Spread.hash(key), "other")).isEqualTo(key);
		assertThat(store.writer().remove(key, Spread.hash(key))).isTrue();
		assertThat(StoreFixture.get(store, key)).isNull();
		assertThat(store.writer().remove(key, Spread.hash(key))).isFalse();
		assertThat(store.size()).isEqualTo(999);
		this.release.countDown();
		change.join();
		assertThat(StoreFixture.get(store, key)).isNull();
		assertThat(store.statistics().invalidations()).isOne();
	}

	@Test
	void readerWhoseKeySeemsToBeNowhereLooksUnderTheLocksAtLast() throws Exception {
		ShardedStore store = openIdle(100_000, this.release);
		int key = movingKey(8, 16);
		CompletableFuture<Void> change = store.resizer().resize(16);
		CacheShard former = store.topology().formerOwner(Spread.hash(key));
		CacheShard owner = store.topology().owner(Spread.hash(key));
		for (CacheShard place : new CacheShard[] { former, owner }) {
			former.lock();
			former.beginMove();
			Future<Object> read = this.workers.start(() -> StoreFixture.get(store, key));
			Thread reader = this.workers.last();
			Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
			// It was in no place while the reader looked without locks.
			owner.lock();
			place.insert(new Entry(key, Spread.hash(key), place, Entry.NEVER, 0), 0, null);
			owner.unlock();
			assertThat(Workers.result(this.workers.start(() -> StoreFixture.get(store, key))))
				.as("without a lock, since it is there")
				.isEqualTo(place);
			former.endMove();
			former.unlock();
			assertThat(Workers.result(read)).isEqualTo(place);
			// An overwrite, so that there are as many puts as inserts again.
			StoreFixture.put(store, key, key);
			store.writer().remove(key, Spread.hash(key));
		}
		this.release.countDown();
		change.join();
		assertThat(store.size()).isZero();
	}

	@Test
	void missOfAKeyThatIsToMoveTakesNoLock() throws Exception {
		ShardedStore store = openIdle(100_000, this.release);
		int key = movingKey(8, 16);
		CompletableFuture<Void> change = store.resizer().resize(16);
		CacheShard former = store.topology().formerOwner(Spread.hash(key));
		former.lock();
		try {
			assertThat(Workers.result(this.workers.start(() -> StoreFixture.get(store, key)))).isNull();
		}
		finally {
			former.unlock();
		}
		this.release.countDown();
		change.join();
	}

	@Test
	void staleValueIsServedWhereverItsEntryIsWhileItMoves() {
		ShardedStore store = this.stores.open(FixedRules.stale().settings(LoadSettings.NONE), null, idle(this.release));
		int key = movingKey(8, 16);
		StoreFixture.put(store, key, "value");
		this.stores.ticker.advance(FixedRules.TTL);
		CompletableFuture<Void> change = store.resizer().resize(16);
		assertThat(store.failSafe().instead(key, Spread.hash(key))).as("not moved yet").isInstanceOf(Load.Stale.class);
		StoreFixture.put(store, key, "new");
		this.stores.ticker.advance(FixedRules.TTL);
		assertThat(store.failSafe().instead(key, Spread.hash(key))).as("moved").isInstanceOf(Load.Stale.class);
		this.release.countDown();
		change.join();
	}

	@Test
	void clearThatWaitedForAShardTakesTheNewOnesToo() throws Exception {
		ShardedStore store = openIdle(100_000, this.release);
		fill(store, 1000);
		CacheShard first = store.topology().shards()[0];
		first.lock();
		Future<Long> clear = this.workers.start(() -> store.writer().clear());
		Thread clearing = this.workers.last();
		Awaitility.await().until(() -> clearing.getState() == Thread.State.WAITING);
		CompletableFuture<Void> change = store.resizer().resize(16);
		int key = movingKey(8, 16);
		StoreFixture.put(store, key, "moved to a new shard");
		first.unlock();
		assertThat(Workers.result(clear)).isEqualTo(1000);
		assertThat(store.size()).isZero();
		this.release.countDown();
		change.join();
	}

	@Test
	void clearReachesWhatIsAboutToMove() {
		ShardedStore store = openIdle(100_000, this.release);
		fill(store, 1000);
		CompletableFuture<Void> change = store.resizer().resize(16);
		assertThat(store.writer().clear()).isEqualTo(1000);
		this.release.countDown();
		change.join();
		assertThat(store.size()).isZero();
		assertThat(store.statistics().invalidations()).isEqualTo(1000);
	}

	@Test
	void moveThatFailsLeavesAllInPlaceAndTheNextChangeFinishesIt() {
		ShardedStore store = this.stores.open(8, 100_000, null);
		fill(store, 1000);
		int key = 1000 + movingKey(8, 16, 1000);
		AtomicBoolean broken = new AtomicBoolean(true);
		Entry entry = new Entry(key, Spread.hash(key), key, Entry.NEVER, 0) {

			@Override
			Entry copy(Object newValue) {
				if (broken.get()) {
					throw new OutOfMemoryError("on purpose");
				}
				return super.copy(newValue);
			}

		};
		CacheShard owner = store.topology().owner(entry.hash);
		owner.lock();
		owner.insert(entry, 0, null);
		owner.unlock();
		// An overwrite, so that there are as many puts as inserts again.
		StoreFixture.put(store, 0, 0);
		CompletableFuture<Void> failing = store.resizer().resize(16);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(failing::join)
			.withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(store.topology().isSettled()).isFalse();
		assertAllThere(store, key);
		assertThat(owner.isUnchanged(owner.version())).as("no rewiring is left open").isTrue();
		broken.set(false);
		store.resizer().resize(4).join();
		assertThat(store.resizer().shardsInUse()).isEqualTo(4);
		assertThat(store.topology().isSettled()).isTrue();
		assertAllThere(store, key);
		assertThat(store.resizer().moves().stamp()).isNotNegative();
	}

	private static void assertAllThere(ShardedStore store, int last) {
		for (int i = 0; i < 1000; i++) {
			assertThat(StoreFixture.get(store, i)).isEqualTo(i);
		}
		assertThat(StoreFixture.get(store, last)).isEqualTo(last);
		assertThat(store.size()).isEqualTo(1001);
	}

	@Test
	void noHoldOfTheLocksMovesMoreThanTwoHundredAndFiftySixEntries() {
		ShardedStore store = openIdle(1_000_000, this.release);
		fill(store, 10_000);
		CompletableFuture<Void> change = store.resizer().resize(1);
		Topology topology = store.topology();
		AtomicLong moved = new AtomicLong();
		AtomicLong most = new AtomicLong();
		for (int source = 1; source < 8; source++) {
			new ShardMover(store, topology, store.resizer().moves(), (removals) -> {
				long moves = store.statistics().moves();
				most.accumulateAndGet(moves - moved.getAndSet(moves), Math::max);
			}).moveAll(topology.shards()[source]);
		}
		assertThat(moved.get()).as("all but those that stay").isGreaterThan(8000);
		assertThat(most.get()).isBetween(64L, 256L);
		this.release.countDown();
		change.join();
	}

	@Test
	void noRewiringIsLeftOpenInAnyShard() {
		ShardedStore store = this.stores.open(8, BOUND, null);
		fill(store, 2 * BOUND);
		for (int shards : new int[] { 16, 3, 9 }) {
			store.resizer().resize(shards).join();
			store.resizer().setMaximum(BOUND - shards).join();
			for (CacheShard shard : store.topology().shards()) {
				assertThat(shard.isUnchanged(shard.version())).isTrue();
			}
			assertThat(store.resizer().moves().stamp()).isNotNegative();
		}
	}

	@Test
	void evictionsOfAChangeAreTold() {
		AtomicInteger heard = new AtomicInteger();
		ShardedStore store = this.stores.open(8, BOUND, new RemovalListener((key) -> heard.incrementAndGet()));
		fill(store, 2 * BOUND);
		for (int shards : new int[] { 16, 3, 1 }) {
			store.resizer().resize(shards).join();
		}
		store.resizer().setMaximum(BOUND / 2).join();
		long evictions = store.statistics().evictions();
		assertThat(evictions).isGreaterThanOrEqualTo(BOUND + BOUND / 2);
		Awaitility.await().until(() -> heard.get() == evictions);
	}

	/** Opens a store whose only worker waits. */
	private ShardedStore openIdle(long bound, CountDownLatch go) {
		return this.stores.open(8, bound, null, idle(go));
	}

	private Maintenance idle(CountDownLatch go) {
		Maintenance maintenance = this.stores.maintenance(1, Duration.ofDays(1));
		maintenance.execute(() -> {
			try {
				go.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		return maintenance;
	}

	private static void fill(ShardedStore store, int count) {
		for (int key = 0; key < count; key++) {
			StoreFixture.put(store, key, key);
		}
	}

	private static int movingKey(int before, int after) {
		return movingKey(before, after, 0);
	}

	/** Counts keys from the first until one changes its shard. */
	private static int movingKey(int before, int after, int first) {
		int key = 0;
		while (ConsistentHash.of(before).shardOf(Spread.hash(first + key)) == ConsistentHash.of(after)
			.shardOf(Spread.hash(first + key))) {
			key++;
		}
		return key;
	}

	private static long capacities(ShardedStore store) {
		return store.shards().stream().mapToLong(ShardState::capacity).sum();
	}

}
