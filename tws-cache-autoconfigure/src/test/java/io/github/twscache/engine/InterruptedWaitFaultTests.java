package io.github.twscache.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that are interrupted while they wait for a lock: they wait on, do their work,
 * and are interrupted still.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptedWaitFaultTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final ShardedStore store = this.stores.open(8, 10_000, null);

	@Test
	void waitForAShardLock() throws Exception {
		CacheShard shard = this.store.topology().owner(HASH);
		shard.lock();
		try {
			Future<Boolean> writer = interruptInItsWait(() -> {
				StoreFixture.put(this.store, KEY, "value");
				return StoreFixture.get(this.store, KEY);
			}, "value");
			shard.unlock();
			assertThat(Workers.result(writer)).isTrue();
		}
		finally {
			unlockIfHeld(shard);
		}
		assertNothingIsLocked();
	}

	@Test
	void waitForAKeyLock() throws Exception {
		KeyLock.Held held = this.store.locks().keyLock().acquire(HASH);
		try {
			Future<Boolean> loader = interruptInItsWait(() -> this.store.loads().load(KEY, HASH, () -> "loaded"),
					"loaded");
			held.unlock();
			assertThat(Workers.result(loader)).isTrue();
		}
		finally {
			if (held.isHeldByCurrentThread()) {
				held.unlock();
			}
		}
		assertNothingIsLocked();
	}

	/** The one who clears holds the locks of the shards before, and keeps them. */
	@Test
	void waitForAllLocks() throws Exception {
		StoreFixture.put(this.store, KEY, "value");
		CacheShard last = this.store.topology().shards()[7];
		last.lock();
		try {
			Future<Boolean> clearing = interruptInItsWait(() -> this.store.writer().clear(), 1L);
			last.unlock();
			assertThat(Workers.result(clearing)).isTrue();
		}
		finally {
			unlockIfHeld(last);
		}
		assertNothingIsLocked();
	}

	/**
	 * Starts a task that has to wait, interrupts it then, and checks what it comes to.
	 */
	private Future<Boolean> interruptInItsWait(Callable<Object> task, Object expected) {
		Future<Boolean> started = this.workers.start(() -> {
			assertThat(task.call()).isEqualTo(expected);
			return Thread.interrupted();
		});
		this.workers.awaitBlocked();
		this.workers.last().interrupt();
		this.workers.awaitBlocked();
		assertThat(started.isDone()).isFalse();
		return started;
	}

	private static void unlockIfHeld(CacheShard shard) {
		if (shard.isLockedByCurrentThread()) {
			shard.unlock();
		}
	}

	private void assertNothingIsLocked() throws Exception {
		assertThat(Workers.result(this.workers.start(() -> {
			for (int key = 0; key < 1000; key++) {
				int hash = Spread.hash(key);
				StoreFixture.put(this.store, key, "value");
				assertThat(this.store.writer().remove(key, hash)).isTrue();
				assertThat(this.store.writer().putIfAbsent(key, hash, "value")).isNull();
			}
			return this.store.writer().clear();
		}))).isGreaterThanOrEqualTo(1000L);
	}

}
