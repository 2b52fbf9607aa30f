package io.github.twscache.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class CleanupTests {

	private static final Duration TTL = Duration.ofSeconds(10);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void shardsAreCleanedUpAtTheSameTime() {
		CountDownLatch missing = new CountDownLatch(4);
		Set<Thread> alone = ConcurrentHashMap.newKeySet();
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		ShardedStore store = this.stores.open(8, 10_000, new RemovalListener((key) -> {
			if (threads.add(Thread.currentThread())) {
				missing.countDown();
				if (!awaitOthers(missing)) {
					alone.add(Thread.currentThread());
				}
			}
		}));
		fill(store, 2000);
		this.stores.ticker.advance(TTL);
		assertThat(store.cleanup().run()).isEqualTo(2000);
		assertThat(threads).hasSizeGreaterThanOrEqualTo(4);
		assertThat(alone).as("each was in the middle of its shard when the others were").isEmpty();
		assertThat(store.size()).isZero();
	}

	private static boolean awaitOthers(CountDownLatch missing) {
		try {
			return missing.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Test
	void cleanupDoesNotWaitForBusyWorkers() {
		for (int workers : new int[] { 1, 2 }) {
			Maintenance maintenance = this.stores.maintenance(workers, Duration.ofDays(1));
			CountDownLatch release = new CountDownLatch(1);
			for (int i = 0; i < 5; i++) {
				maintenance.execute(() -> awaitQuietly(release));
			}
			ShardedStore store = this.stores.open(8, 10_000, null, maintenance);
			fill(store, 1000);
			this.stores.ticker.advance(TTL);
			assertThat(store.cleanup().run()).isEqualTo(1000);
			release.countDown();
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void storesAreCleanedUpByThemselves() {
		Maintenance maintenance = this.stores.maintenance(2, Duration.ofMillis(20));
		ShardedStore one = this.stores.open(4, 1000, null, maintenance);
		ShardedStore other = this.stores.open(4, 1000, null, maintenance);
		fill(one, 100);
		fill(other, 100);
		this.stores.ticker.advance(TTL);
		Awaitility.await().until(() -> one.size() == 0 && other.size() == 0);
		assertThat(one.statistics().expirations()).isEqualTo(100);
	}

	@Test
	void cleanupThatFailsOnceGoesOn() {
		AtomicBoolean failed = new AtomicBoolean();
		Maintenance maintenance = this.stores.maintenance(1, Duration.ofMillis(20));
		ShardedStore store = this.stores.open(1, 1000, new RemovalListener((key) -> {
			if (failed.compareAndSet(false, true)) {
				throw new IllegalArgumentException("a listener that fails on purpose");
			}
		}), maintenance);
		StoreFixture.put(store, "first", "value");
		this.stores.ticker.advance(TTL);
		Awaitility.await().until(failed::get);
		StoreFixture.put(store, "second", "value");
		this.stores.ticker.advance(TTL);
		Awaitility.await().until(() -> store.size() == 0);
	}

	@Test
	void onlyWhatIsDueIsMet() {
		ShardedStore store = this.stores.open(4, 1000, null);
		fill(store, 100);
		this.stores.ticker.advance(TTL.dividedBy(2));
		StoreFixture.put(store, "late", "value");
		assertThat(store.cleanup().run()).isZero();
		this.stores.ticker.advance(TTL.dividedBy(2));
		assertThat(store.cleanup().run()).isEqualTo(100);
		assertThat(StoreFixture.get(store, "late")).isEqualTo("value");
		assertThat(store.cleanup().rounds()).isEqualTo(2);
		assertThat(store.statistics().cleanupNanos()).isPositive();
		assertThat(store.statistics().lastCleanupNanos()).isPositive();
	}

	@Test
	void insertsClearAFewExpiredEntriesAwayOnTheirWay() {
		ShardedStore store = this.stores.open(1, 1000, null);
		fill(store, 100);
		this.stores.ticker.advance(TTL.plusSeconds(1));
		StoreFixture.put(store, "new", "value");
		assertThat(store.size()).isBetween(90L, 100L);
		assertThat(store.statistics().expirations()).isPositive();
	}

	@Test
	void unusedKeyLocksAreDropped() throws LoadFailure {
		ShardedStore store = this.stores.open(4, 1000, null);
		for (int i = 0; i < 100; i++) {
			store.loads().load(i, Spread.hash(i), () -> "value");
		}
		assertThat(store.locks().keyLock().alive()).isPositive();
		store.cleanup().run();
		assertThat(store.locks().keyLock().alive()).isZero();
	}

	@Test
	void sweepOfWhatIsUnusedComesWhenTheLastWasSoLongAgo() throws LoadFailure {
		ShardedStore store = this.stores.open(4, 1000, null);
		for (int i = 0; i < 100; i++) {
			store.loads().load(i, Spread.hash(i), () -> "value");
		}
		// One hit of 64 takes its entry into the first level.
		for (int i = 0; i < 1000 && store.level1().size() == 0; i++) {
			StoreFixture.get(store, 0);
		}
		assertThat(store.level1().size()).isPositive();
		this.stores.ticker.advance(TTL);
		long locks = store.locks().keyLock().alive();
		store.cleanup().sweepUnusedAfter(Duration.ofDays(1).toNanos());
		assertThat(store.locks().keyLock().alive()).as("too early").isEqualTo(locks).isPositive();
		store.cleanup().sweepUnusedAfter(0);
		assertThat(store.locks().keyLock().alive()).isZero();
		assertThat(store.level1().size()).as("what waits for cleanup").isZero();
		assertThat(store.size()).as("the shards are for the cleanup").isEqualTo(100);
	}

	@Test
	void noHoldOfALockMeetsMoreThanTwoHundredAndFiftySixEntries() {
		AtomicReference<ShardedStore> opened = new AtomicReference<>();
		AtomicLong heard = new AtomicLong();
		AtomicLong most = new AtomicLong();
		ShardedStore store = this.stores.open(1, 10_000, new RemovalListener((key) -> {
			// Told after each hold: what has been removed and not been told is of one.
			long removed = opened.get().statistics().expirations() - heard.getAndIncrement();
			most.accumulateAndGet(removed, Math::max);
		}));
		opened.set(store);
		fill(store, 2000);
		this.stores.ticker.advance(TTL);
		assertThat(store.cleanup().run()).isEqualTo(2000);
		assertThat(heard).hasValue(2000);
		assertThat(most).hasValue(256);
	}

	@Test
	void nextRoundIsDueWhenTheFirstEntryIs() {
		ShardedStore store = this.stores.open(4, 1000, null);
		assertThat(store.cleanup().nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
		StoreFixture.put(store, "early", "value");
		this.stores.ticker.advance(TTL.dividedBy(2));
		StoreFixture.put(store, "late", "value");
		long half = TTL.dividedBy(2).toNanos();
		long second = Duration.ofSeconds(1).toNanos();
		assertThat(store.cleanup().nanosUntilDue()).as("a little early at most").isBetween(half - second, half);
		this.stores.ticker.advance(TTL);
		assertThat(store.cleanup().nanosUntilDue()).as("has passed").isBetween(-half - second, -half);
	}

	@Test
	void roundsAreTimed() {
		ShardedStore store = this.stores.open(4, 1000, null);
		fill(store, 100);
		this.stores.ticker.advance(TTL);
		long start = System.nanoTime();
		store.cleanup().run();
		long first = store.cleanup().lastNanos();
		store.cleanup().run();
		long all = System.nanoTime() - start;
		assertThat(first).isBetween(1L, all);
		assertThat(store.cleanup().nanos()).isEqualTo(first + store.cleanup().lastNanos()).isLessThanOrEqualTo(all);
	}

	@Test
	void callerWhoIsInterruptedWhileOthersSweepWaitsForThem() throws Exception {
		CountDownLatch swept = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<Thread> caller = new AtomicReference<>();
		ShardedStore store = this.stores.open(8, 10_000, new RemovalListener((key) -> {
			boolean own = Thread.currentThread() == caller.get();
			if (!own) {
				swept.countDown();
			}
			awaitQuietly(own ? swept : release);
		}));
		fill(store, 2000);
		this.stores.ticker.advance(TTL);
		Future<Boolean> interrupted = this.workers.start(() -> {
			caller.set(Thread.currentThread());
			store.cleanup().run();
			return Thread.interrupted();
		});
		swept.await();
		Thread thread = this.workers.last();
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING && swept.getCount() == 0);
		thread.interrupt();
		Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
		assertThat(interrupted.isDone()).isFalse();
		release.countDown();
		assertThat(Workers.result(interrupted)).isTrue();
		assertThat(store.size()).isZero();
	}

	@Test
	void interruptedCallerFinishesAndStaysInterrupted() throws Exception {
		ShardedStore store = this.stores.open(8, 10_000, null);
		fill(store, 2000);
		this.stores.ticker.advance(TTL);
		Future<Boolean> interrupted = this.workers.start(() -> {
			Thread.currentThread().interrupt();
			store.cleanup().run();
			return Thread.interrupted();
		});
		assertThat(Workers.result(interrupted)).isTrue();
		assertThat(store.size()).isZero();
	}

	private static void fill(ShardedStore store, int count) {
		for (int i = 0; i < count; i++) {
			StoreFixture.put(store, i, "value");
		}
	}

}
