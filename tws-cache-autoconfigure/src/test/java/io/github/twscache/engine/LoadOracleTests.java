package io.github.twscache.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the oracle finds in loads, locks and threads, one break a test, and what it has to
 * allow.
 */
@Timeout(30)
@WithoutStoreOracle(reason = "breaks stores, so that the oracle finds out")
class LoadOracleTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private BrokenStore broken;

	private ShardedStore store;

	@BeforeEach
	void fill() {
		this.store = this.stores.open(4, 1000, null);
		this.broken = new BrokenStore(this.store, 10);
	}

	@Test
	void loadUnderWayIsNoDisagreement() {
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = this.store.loads().loadAsync(KEY, HASH, () -> source);
		this.broken.assertNotQuiet("the load of 'key' is in flight");
		source.complete("value");
		assertThat(answer).isCompletedWithValue("value");
		this.broken.assertContent();
	}

	@Test
	void loadThatEndedAndCounts() {
		LoadOracle.running(this.store).add(ended());
		this.broken.assertFoundWhenQuiet("has ended and still counts as in flight");
	}

	@Test
	void ticketOfALoadThatEnded() {
		LoadOracle.tickets(this.store).put(KEY, ended());
		this.broken.assertFoundWhenQuiet("has ended and left its ticket");
	}

	@Test
	void ticketWithoutLoad() {
		LoadOracle.tickets(this.store).put(KEY, load(null));
		this.broken.assertNotQuiet("a ticket for 'key' and no load");
	}

	@Test
	void fewerClaimsThanNone() {
		LoadOracle.open(this.store).set(-1);
		this.broken.assertFoundWhenQuiet("-1 claims");
	}

	@Test
	void markThatOutlivedItsLoads() {
		LoadHandle first = this.store.loads().begin(KEY, HASH, false, null);
		LoadHandle second = this.store.loads().begin(KEY, HASH, false, null);
		this.broken.assertNotQuiet("the load of 'key' is in flight");
		LoadTable.Mark mark = LoadOracle.marks(this.store).get(KEY);
		first.release("value");
		second.release("value");
		this.broken.assertContent();
		LoadOracle.marks(this.store).put(KEY, mark);
		this.broken.assertFoundWhenQuiet("a mark has 0 users");
	}

	@Test
	void fewerLoadsAloneThanNone() {
		LoadOracle.marked(this.store).set(-1);
		this.broken.assertFoundWhenQuiet("-1 of them alone");
	}

	@Test
	void loadThatWaitsInLineForAFreePlace() {
		LoadExecutor executor = this.stores.executor(2);
		StoreReport report = new StoreReport();
		LoadOracle.checkExecutor(executor, report);
		assertThat(report.problems()).isEmpty();
		LoadOracle.RUNNING_LOADS.set(executor, 3);
		LoadOracle.checkExecutor(executor, report);
		assertThat(report.problems()).containsExactly("3 loads have a place, of 2");
		LoadOracle.RUNNING_LOADS.set(executor, 1);
		LoadOracle.WAITING_LOADS.get(executor).add(new ApartLoad(load(null), () -> {
		}, this.store.loads().ends(), LoadSettings.NONE));
		LoadOracle.checkExecutor(executor, report);
		assertThat(report.problems()).contains("1 loads wait in line while 1 of 2 places are taken");
		LoadOracle.WAITING_LOADS.get(executor).clear();
	}

	@Test
	void waiterThatIsNoMore() throws Exception {
		Thread dead = deadThread();
		LoadOracle.WAITING.get(null).put(dead, load(null));
		try {
			this.broken.assertFoundWhenQuiet("has ended and still waits");
		}
		finally {
			LoadOracle.WAITING.get(null).remove(dead);
		}
		this.broken.assertContent();
	}

	@Test
	void waiterOfALoadThatEndedIsNoDisagreementYet() {
		WaitGraph.enter(ended());
		this.broken.assertNotQuiet("which has ended");
		WaitGraph.leave();
		this.broken.assertContent();
	}

	@Test
	void loadWhoseThreadDiedIsLeftToTheNextCaller() throws Exception {
		Load orphan = load(deadThread());
		LoadOracle.open(this.store).incrementAndGet();
		LoadOracle.running(this.store).add(orphan);
		LoadOracle.tickets(this.store).put(KEY, orphan);
		this.broken.assertContent();
		assertThat(this.store.loads().load(KEY, HASH, () -> "value")).isEqualTo("value");
		assertThat(this.store.loads().inFlight()).isZero();
		this.broken.assertContent();
	}

	@Test
	void ticketOfAKeyThatChangedIsLeftAlone() {
		Load load = new Load(KEY, HASH + 1, 0, null);
		load.end("value");
		LoadOracle.tickets(this.store).put(KEY, load);
		this.broken.assertContent();
	}

	@Test
	void loadThatDidNotEndWithItsStore() {
		this.store.close();
		LoadOracle.running(this.store).add(load(null));
		this.broken.assertNotQuiet("has not ended with its store");
	}

	@Test
	void shardLockThatIsHeld() throws Exception {
		CacheShard shard = this.broken.shard(2);
		CountDownLatch locked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<Integer> holder = this.workers.start(() -> {
			shard.lock();
			locked.countDown();
			release.await();
			shard.unlock();
			return 1;
		});
		locked.await();
		this.broken.assertNotQuiet("the lock of shard 2 is held");
		release.countDown();
		Workers.result(holder);
		this.broken.assertContent();
	}

	@Test
	void shardLockThatTheVeryThreadHolds() {
		this.broken.shard(1).lock();
		this.broken.assertNotQuiet("the lock of shard 1 is held");
		assertThat(this.broken.shard(0).isLockedByCurrentThread()).as("none is left locked").isFalse();
		this.broken.shard(1).unlock();
		this.broken.assertContent();
	}

	@Test
	void keyLockThatIsHeld() {
		KeyLock.Held held = this.store.locks().keyLock().acquire(HASH);
		this.broken.assertNotQuiet("is held");
		held.unlock();
		this.broken.assertContent();
		LockOracle.RETIRED.set(held, true);
		this.broken.assertFoundWhenQuiet("was dropped and is still there");
	}

	@Test
	void moreKeyLocksThanThereMayBe() {
		LockOracle.SLOTS.set(this.store.locks().keyLock(), new AtomicReferenceArray<>(1000));
		this.broken.assertFoundWhenQuiet("room for 1000 key locks");
	}

	@Test
	void storeThatNobodyCleansUp() {
		Maintenance maintenance = maintenance();
		Thread scheduler = ThreadOracle.SCHEDULER.get(maintenance);
		ThreadOracle.SCHEDULER.set(maintenance, null);
		try {
			this.broken.assertFoundWhenQuiet("nobody starts cleanups");
		}
		finally {
			// It ends with the maintenance if that knows it.
			ThreadOracle.SCHEDULER.set(maintenance, scheduler);
		}
		this.broken.assertContent();
		synchronized (maintenance) {
			ThreadOracle.CLEANUPS.get(maintenance).clear();
		}
		this.broken.assertFoundWhenQuiet("does not know the store");
	}

	@Test
	void cleanupThatEndedBeforeItsStore() {
		this.store.cleanup().end();
		this.broken.assertFoundWhenQuiet("the cleanup of an open store has ended");
	}

	@Test
	void backgroundTasksThatDoNotAddUp() {
		Maintenance maintenance = maintenance();
		ThreadOracle.RUNNING.set(maintenance, 99);
		this.broken.assertFoundWhenQuiet("99 background tasks run");
		ThreadOracle.RUNNING.set(maintenance, 0);
		ThreadOracle.WAITING.get(maintenance).add(() -> {
		});
		this.broken.assertFoundWhenQuiet("1 tasks wait while 0 of 3 run");
	}

	@Test
	void exactClockThatPublishes() {
		ThreadOracle.PUBLISHED.set(this.store.clock(), 5L);
		this.broken.assertFoundWhenQuiet("an exact clock publishes");
	}

	@Test
	void coarseClockThatNobodyLooksAfterOrThatIsAhead() {
		try (CacheClock clock = new CacheClock(System::nanoTime, true)) {
			ThreadOracle.PUBLISHED.set(clock, 5L);
			assertThat(problemsOf(clock)).contains("nobody looks after");
			ThreadOracle.PUBLISHED.set(clock, Long.MAX_VALUE);
			clock.use();
			Awaitility.await().until(() -> clock.coarse() != Long.MAX_VALUE);
			assertThat(problemsOf(clock)).isEmpty();
			ThreadOracle.PUBLISHED.set(clock, Long.MAX_VALUE / 2);
			assertThat(problemsOf(clock)).contains("is ahead of");
		}
	}

	private static String problemsOf(CacheClock clock) {
		StoreReport report = new StoreReport();
		ThreadOracle.checkClock(clock, report);
		return String.join("\n", report.problems());
	}

	private Maintenance maintenance() {
		return ThreadOracle.MAINTENANCE.get(this.store.cleanup());
	}

	private static Load load(Thread runner) {
		return new Load(KEY, HASH, 0, runner);
	}

	private static Load ended() {
		Load load = load(null);
		load.end("value");
		return load;
	}

	private static Thread deadThread() throws InterruptedException {
		Thread thread = new Thread(() -> {
		});
		thread.start();
		thread.join();
		return thread;
	}

}
