package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.faults.LightThreads;
import io.github.twscache.faults.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many more virtual threads than carriers wait for one lock; those of other keys get on.
 * On a JDK without virtual threads the same is done by platform threads.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockedCarrierFaultTests {

	private static final int THREADS = LightThreads.count(1000, 50);

	private static final int KEY_LOCK_SHIFT = Integer.SIZE - 6;

	private static final int HASH = Spread.hash("held");

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private final ExecutorService threads = LightThreads.open();

	private final ShardedStore store = this.stores.open(8, 100_000, null);

	@AfterEach
	void stop() throws InterruptedException {
		this.threads.shutdown();
		assertThat(this.threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void waitersForAKeyLockLeaveTheirCarriers() throws Exception {
		List<Future<Object>> waiting = new ArrayList<>();
		KeyLock.Held held = this.store.locks().keyLock().acquire(HASH);
		try {
			for (int i = 0; i < THREADS; i++) {
				waiting.add(this.threads.submit(() -> this.store.writer().putIfAbsent("held", HASH, "value")));
			}
			Awaitility.await().until(() -> this.store.locks().keyLock().contentions() >= THREADS);
			assertOthersGetOn(true);
		}
		finally {
			held.unlock();
		}
		int stored = 0;
		for (Future<Object> waiter : waiting) {
			stored += (waiter.get(10, TimeUnit.SECONDS) == null) ? 1 : 0;
		}
		assertThat(stored).as("one of %s", LightThreads.describe(THREADS)).isOne();
	}

	@Test
	void waitersForAShardLockLeaveTheirCarriers() throws Exception {
		CacheShard shard = this.store.topology().owner(HASH);
		List<Integer> keys = IntStream.range(0, 100_000)
			.filter((key) -> this.store.topology().owner(Spread.hash(key)) == shard)
			.limit(THREADS)
			.boxed()
			.toList();
		CountDownLatch started = new CountDownLatch(keys.size());
		List<Future<?>> waiting = new ArrayList<>();
		shard.lock();
		try {
			for (Integer key : keys) {
				waiting.add(this.threads.submit(() -> {
					started.countDown();
					StoreFixture.put(this.store, key, "value");
				}));
			}
			Patience.await(started);
			assertOthersGetOn(false);
			assertThat(waiting).noneMatch(Future::isDone);
		}
		finally {
			shard.unlock();
		}
		for (Future<?> waiter : waiting) {
			waiter.get(10, TimeUnit.SECONDS);
		}
		assertThat(keys).as("by %s", LightThreads.describe(THREADS))
			.allSatisfy((key) -> assertThat(StoreFixture.get(this.store, key)).isEqualTo("value"));
	}

	/**
	 * Uses keys of other shards and other key locks in another thread of the same kind.
	 * @param loads whether to load, too; while somebody loads, writers take key locks,
	 * and those that wait for a shard would hold theirs
	 */
	private void assertOthersGetOn(boolean loads) throws Exception {
		CacheShard locked = this.store.topology().owner(HASH);
		Future<Integer> others = this.threads.submit(() -> {
			int used = 0;
			for (int key = 200_000; used < 100; key++) {
				int hash = Spread.hash(key);
				if (this.store.topology().owner(hash) != locked
						&& (hash >>> KEY_LOCK_SHIFT) != (HASH >>> KEY_LOCK_SHIFT)) {
					assertThat(this.store.writer().putIfAbsent(key, hash, "value")).isNull();
					assertThat(StoreFixture.get(this.store, key)).isEqualTo("value");
					assertThat(this.store.writer().remove(key, hash)).isTrue();
					if (loads) {
						assertThat(this.store.loads().load(key, hash, () -> "loaded")).isEqualTo("loaded");
					}
					used++;
				}
			}
			return used;
		});
		assertThat(others.get(20, TimeUnit.SECONDS)).isEqualTo(100);
	}

}
