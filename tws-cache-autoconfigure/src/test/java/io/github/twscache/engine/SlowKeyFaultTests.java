package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;
import io.github.twscache.faults.HookedKey;
import io.github.twscache.faults.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key whose {@code equals} does not return holds up no more than what it has locked: a
 * look-up nobody, a writer the structure of its shard, a load the keys that share its key
 * lock.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowKeyFaultTests {

	private static final int CODE = 42;

	private static final int HASH = Spread.hash(CODE);

	/**
	 * The lock of 64, as {@link StoreFixture} has them, is chosen by the highest bits.
	 */
	private static final int KEY_LOCK_SHIFT = Integer.SIZE - 6;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final ShardedStore store = this.stores.open(8, 10_000, null);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void lookUpHoldsNobodyUp() throws Exception {
		putQuick(0);
		Future<Object> stuck = this.workers.start(() -> StoreFixture.get(this.store, slow(this::block)));
		Patience.await(this.entered);
		assertThat(Workers.result(this.workers.start(() -> {
			useEverything(0);
			putQuick(2);
			this.store.writer().remove(quick(2), HASH);
			assertThat(this.store.size()).isPositive();
			assertThat(this.store.writer().clear()).isPositive();
			this.store.resizer().resize(5).join();
			return true;
		}))).isTrue();
		this.release.countDown();
		assertThat(Workers.result(stuck)).isNull();
	}

	@Test
	void writerHoldsUpTheStructureOfItsShardAlone() throws Exception {
		putQuick(0);
		CacheShard shard = this.store.topology().owner(HASH);
		List<Integer> neighbours = keys(true);
		List<Integer> others = keys(false);
		neighbours.forEach((key) -> StoreFixture.put(this.store, key, "value"));
		Future<Boolean> stuck = this.workers.start(() -> {
			StoreFixture.put(this.store, slow(() -> {
				// It is asked without the lock before.
				if (shard.isLockedByCurrentThread()) {
					block();
				}
			}), "slow");
			return true;
		});
		Patience.await(this.entered);
		assertThat(Workers.result(this.workers.start(() -> {
			others.forEach(this::use);
			for (Integer key : neighbours) {
				assertThat(StoreFixture.get(this.store, key)).isEqualTo("value");
				StoreFixture.put(this.store, key, "overwritten");
				assertThat(StoreFixture.get(this.store, key)).isEqualTo("overwritten");
			}
			assertThat(StoreFixture.get(this.store, "absent")).isNull();
			assertThat(StoreFixture.get(this.store, quick(0))).isEqualTo("quick");
			return stuck.isDone();
		}))).isFalse();
		this.release.countDown();
		assertThat(Workers.result(stuck)).isTrue();
		assertThat(StoreFixture.get(this.store, quick(1))).isEqualTo("slow");
	}

	@Test
	void loadHoldsUpTheKeysOfItsKeyLockAlone() throws Exception {
		putQuick(0);
		Future<Object> stuck = this.workers
			.start(() -> this.store.loads().load(slow(this::block), HASH, () -> "loaded"));
		Patience.await(this.entered);
		assertThat(Workers.result(this.workers.start(() -> {
			useEverything(0);
			assertThat(this.store.size()).isPositive();
			assertThat(this.store.cleanup().run()).isZero();
			this.store.resizer().resize(5).join();
			assertThat(this.store.writer().clear()).isPositive();
			return stuck.isDone();
		}))).isFalse();
		this.release.countDown();
		assertThat(Workers.result(stuck)).isEqualTo("loaded");
	}

	/** Uses a hundred keys of the same shard and a hundred of others. */
	private void useEverything(int present) {
		keys(true).forEach(this::use);
		keys(false).forEach(this::use);
		assertThat(StoreFixture.get(this.store, quick(present))).isEqualTo("quick");
	}

	private void use(Integer key) {
		int hash = Spread.hash(key);
		assertThat(StoreFixture.get(this.store, key)).isNull();
		assertThat(this.store.writer().putIfAbsent(key, hash, "first")).isNull();
		StoreFixture.put(this.store, key, "second");
		assertThat(StoreFixture.get(this.store, key)).isEqualTo("second");
		assertThat(this.store.writer().remove(key, hash)).isTrue();
		assertThat(load(key, hash)).isEqualTo("loaded");
	}

	private Object load(Integer key, int hash) {
		try {
			return this.store.loads().load(key, hash, () -> "loaded");
		}
		catch (LoadFailure ex) {
			throw new IllegalStateException(ex.reason());
		}
	}

	/** Keys of the slow key's shard, or of others; none that shares its key lock. */
	private List<Integer> keys(boolean ofItsShard) {
		Topology topology = this.store.topology();
		CacheShard shard = topology.owner(HASH);
		List<Integer> keys = new ArrayList<>();
		for (int key = 1000; keys.size() < 100; key++) {
			int hash = Spread.hash(key);
			boolean sharesLock = (hash >>> KEY_LOCK_SHIFT) == (HASH >>> KEY_LOCK_SHIFT);
			if (!sharesLock && (topology.owner(hash) == shard) == ofItsShard) {
				keys.add(key);
			}
		}
		return keys;
	}

	private void putQuick(int number) {
		StoreFixture.put(this.store, quick(number), "quick");
	}

	private static HookedKey quick(int number) {
		return new HookedKey(number, CODE, HookedKey.NOTHING, HookedKey.NOTHING);
	}

	private static HookedKey slow(Runnable onEquals) {
		return new HookedKey(1, CODE, HookedKey.NOTHING, onEquals);
	}

	private void block() {
		this.entered.countDown();
		Patience.await(this.release);
	}

}
