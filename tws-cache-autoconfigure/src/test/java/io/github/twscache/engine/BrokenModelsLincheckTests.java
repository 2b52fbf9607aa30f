package io.github.twscache.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Shows that the models can fail: what is broken on purpose is found, by the same
 * settings, operations and specifications.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrokenModelsLincheckTests {

	@Test
	void readerThatTrustsEveryMissIsFound() {
		assertReported(TrustingTable.class,
				options(3).sequentialSpecification(ShardTableLincheckTests.TableSpecification.class));
	}

	@Test
	void putIfAbsentThatLooksFirstAndThenStoresIsFound() {
		assertReported(CheckThenAct.class, options(2).sequentialSpecification(CacheSpecification.class));
	}

	@Test
	void lockThatIsDroppedWhileItIsHeldIsFound() {
		assertReported(DroppedLocks.class,
				options(3).sequentialSpecification(KeyLockLincheckTests.LocksSpecification.class));
	}

	@Test
	void firstLevelThatKeepsValuesIsFoundByTheRelaxedVerifierToo() {
		assertReported(ValuesInFirstLevel.class,
				options(2).sequentialSpecification(ForgetfulCache.class).verifier(RelaxedVerifier.class));
	}

	/** More scenarios, because the first that fails is the last. */
	private static ModelCheckingOptions options(int threads) {
		return ModelRuns.schedules(threads).iterations(1000).minimizeFailedScenario(false);
	}

	private static void assertReported(Class<?> model, ModelCheckingOptions options) {
		assertThatThrownBy(() -> options.check(model)).hasMessageContaining("Invalid execution results");
	}

	/** Looks without lock and believes what it does not see. */
	public static class TrustingTable extends ShardTableLincheckTests.Table {

		@Override
		public Integer get(int key) {
			Entry entry = this.shard.findAlive(key, hash(key));
			Object value = (entry != null) ? entry.value() : null;
			return (value != Entry.DEAD) ? (Integer) value : null;
		}

	}

	public static class CheckThenAct extends CacheModel {

		public CheckThenAct() {
			super(ModelStore.oneShard());
		}

		@Override
		public Integer putIfAbsent(int key, int value) {
			Integer present = get(key);
			if (present == null) {
				put(key, value);
			}
			return present;
		}

	}

	/** Locks anew after a sweep, whoever holds the lock of before. */
	public static class DroppedLocks extends KeyLockLincheckTests.Locks {

		private final AtomicReferenceArray<KeyLock> fresh = new AtomicReferenceArray<>(
				new KeyLock[] { new KeyLock(1), new KeyLock(1) });

		private final int[] counts = new int[2];

		@Override
		public int count(int key) {
			int slot = KeyLockLincheckTests.slot(key);
			KeyLock.Held lock = this.fresh.get(slot).acquire(key);
			try {
				int count = this.counts[slot] + 1;
				this.counts[slot] = count;
				return count;
			}
			finally {
				lock.unlock();
			}
		}

		@Override
		public void sweep() {
			this.fresh.set(0, new KeyLock(1));
			this.fresh.set(1, new KeyLock(1));
		}

	}

	/** Keeps values, not entries: a look may bring back what was removed meanwhile. */
	public static class ValuesInFirstLevel extends CacheModel {

		private final AtomicReferenceArray<Integer> level1 = new AtomicReferenceArray<>(3);

		public ValuesInFirstLevel() {
			super(ModelStore.oneShard());
		}

		@Override
		public Integer get(int key) {
			Integer near = this.level1.get(key);
			if (near != null) {
				return near;
			}
			Integer far = super.get(key);
			if (far != null) {
				this.level1.set(key, far);
			}
			return far;
		}

		@Override
		public void put(int key, int value) {
			super.put(key, value);
			this.level1.set(key, null);
		}

		@Override
		public boolean invalidate(int key) {
			boolean removed = super.invalidate(key);
			this.level1.set(key, null);
			return removed;
		}

	}

}
