package io.github.twscache.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which locks a write takes, and what it does when something comes between its steps.
 */
@Timeout(30)
class StoreWriterBoundaryTests {

	private static final Duration TTL = Duration.ofSeconds(10);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private ShardedStore own;

	@AfterEach
	void close() {
		if (this.own != null) {
			this.own.close();
		}
	}

	@Test
	void putsTakeNoKeyLockUnlessALoadIsUnderWay() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		KeyLock locks = store.locks().keyLock();
		for (int key = 0; key < 10; key++) {
			StoreFixture.put(store, key, "value");
			StoreFixture.put(store, key, "other");
		}
		assertThat(locks.alive()).isZero();
		CountDownLatch release = new CountDownLatch(1);
		Future<Object> loading = load(store, "loaded", release);
		locks.sweep();
		StoreFixture.put(store, "new", "value");
		assertThat(locks.alive()).isOne();
		release.countDown();
		Workers.result(loading);
		locks.sweep();
		StoreFixture.put(store, "newer", "value");
		assertThat(locks.alive()).isZero();
	}

	@Test
	void putIntoAnExpiredEntryIsNotLostWhileALoadIsUnderWay() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, "key", "old");
		this.stores.ticker.advance(TTL);
		CountDownLatch release = new CountDownLatch(1);
		Future<Object> loading = load(store, "loaded", release);
		StoreFixture.put(store, "key", "new");
		assertThat(StoreFixture.get(store, "key")).isEqualTo("new");
		release.countDown();
		Workers.result(loading);
	}

	@Test
	void putsOfDetailedEntriesTakeTheKeyLock() {
		ShardedStore store = detailed();
		StoreFixture.put(store, "key", "value");
		assertThat(store.locks().keyLock().alive()).isOne();
	}

	@Test
	void overwriteTakesNoShardLockUntilItsEntryIsNearItsEnd() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		CacheShard shard = store.topology().shards()[0];
		StoreFixture.put(store, "key", "first");
		assertThat(passes(shard, store, "with the same deadline")).isTrue();
		this.stores.ticker.advance(TTL.minusNanos(CacheClock.MARGIN_NANOS + 1));
		assertThat(passes(shard, store, "a nanosecond before the margin")).isTrue();
		this.stores.ticker.advance(TTL.minusNanos(CacheClock.MARGIN_NANOS));
		assertThat(passes(shard, store, "at the margin")).isFalse();
	}

	@Test
	void overwriteWithANearerDeadlineTakesTheShardLock() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		CacheShard shard = store.topology().shards()[0];
		StoreFixture.put(store, "key", "first");
		store.writer().setTtl(TTL.toNanos() - 1);
		assertThat(passes(shard, store, "shorter")).isFalse();
		this.stores.ticker.advance(TTL.minusNanos(1));
		assertThat(StoreFixture.get(store, "key")).isNull();
	}

	/** Whether an overwrite comes to its end while somebody holds the shard's lock. */
	private boolean passes(CacheShard shard, ShardedStore store, String value) throws Exception {
		shard.lock();
		Future<String> writing = this.workers.start(() -> {
			StoreFixture.put(store, "key", value);
			return value;
		});
		Thread writer = this.workers.last();
		boolean passed;
		try {
			Awaitility.await()
				.until(() -> writer.getState() == Thread.State.WAITING || writer.getState() == Thread.State.TERMINATED);
			passed = writing.isDone();
		}
		finally {
			shard.unlock();
		}
		assertThat(Workers.result(writing)).isEqualTo(value);
		assertThat(StoreFixture.get(store, "key")).isEqualTo(value);
		return passed;
	}

	@Test
	void overwriteCountsAsOneUse() {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, "key", "first");
		StoreFixture.put(store, "key", "second");
		assertThat(store.find("key", Spread.hash("key")).frequency()).isOne();
		assertThat(store.statistics().puts()).isEqualTo(2);
		assertThat(store.statistics().inserts()).isOne();
	}

	@Test
	void entryThatDiesBeforeItsOverwriteIsMadeAnew() {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, new Hooked(), "old");
		Hooked writersKey = new Hooked();
		writersKey.onEquals.set(() -> store.writer().remove(new Hooked(), Spread.hash(writersKey)));
		StoreFixture.put(store, writersKey, "new");
		assertThat(StoreFixture.get(store, new Hooked())).isEqualTo("new");
		assertThat(store.size()).isOne();
		assertThat(store.statistics().invalidations()).isOne();
		assertThat(store.statistics().inserts()).isEqualTo(2);
	}

	@Test
	void writerWhoseDeadlineHasBecomeTheNearerOneFilesItsEntryAnew() {
		AtomicLong time = new AtomicLong();
		AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {
		});
		Thread writer = Thread.currentThread();
		ShardedStore store = open(0, () -> {
			if (Thread.currentThread() == writer) {
				onRead.getAndSet(() -> {
				}).run();
			}
			return time.get();
		});
		StoreFixture.put(store, "key", "old");
		onRead.set(() -> store.writer().put("key", Spread.hash("key"), "long", Duration.ofSeconds(100).toNanos()));
		StoreFixture.put(store, "key", "short");
		assertThat(StoreFixture.get(store, "key")).isEqualTo("short");
		assertThat(store.inspect("key", Spread.hash("key")).remainingMillis()).isEqualTo(TTL.toMillis());
		time.set(TTL.toNanos());
		assertThat(StoreFixture.get(store, "key")).isNull();
		assertThat(store.cleanup().run()).isOne();
	}

	@Test
	void putIfAbsentDuringALoadWinsWhereEntriesAreDetailedToo() throws Exception {
		ShardedStore store = detailed();
		CountDownLatch release = new CountDownLatch(1);
		Future<Object> loading = load(store, "key", release);
		assertThat(store.writer().putIfAbsent("key", Spread.hash("key"), "put")).isNull();
		release.countDown();
		assertThat(Workers.result(loading)).isEqualTo("loaded");
		assertThat(StoreFixture.get(store, "key")).isEqualTo("put");
		assertThat(store.statistics().puts()).isOne();
	}

	/** Starts a load in a thread of its own and waits until it is under way. */
	private Future<Object> load(ShardedStore store, String key, CountDownLatch release) throws InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		Future<Object> loading = this.workers.start(() -> store.loads().load(key, Spread.hash(key), () -> {
			started.countDown();
			release.await();
			return "loaded";
		}));
		started.await();
		return loading;
	}

	private ShardedStore detailed() {
		return open(Duration.ofSeconds(100).toNanos(), () -> 0);
	}

	private ShardedStore open(long accessNanos, LongSupplier ticker) {
		StoreSettings settings = new StoreSettings(1, 100, null, TTL.toNanos(), -1, 0, accessNanos, -1, 64, true);
		this.own = new ShardedStore(settings, new CacheClock(ticker, false),
				this.stores.maintenance(1, Duration.ofDays(1)), null);
		return this.own;
	}

	/**
	 * Equal to all others of its class; does something when it is first compared.
	 */
	private static final class Hooked {

		private final AtomicReference<Runnable> onEquals = new AtomicReference<>(() -> {
		});

		@Override
		public boolean equals(Object other) {
			this.onEquals.getAndSet(() -> {
			}).run();
			return other instanceof Hooked;
		}

		@Override
		public int hashCode() {
			return 42;
		}

	}

}
