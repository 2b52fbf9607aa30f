package io.github.twscache.engine;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Shows that the models can fail: what is broken on purpose is found, by the same
 * operations and specifications, if the scenario in which it shows is drawn and all its
 * orders are tried.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BrokenModelsLincheckTests {

	/*
	 * Each scenario is the shortest in which the model can be caught; of the operations
	 * that are drawn by lot, few are one. The orders of the threads are drawn.
	 */

	private static final int ORDERS = 2_000;

	@Test
	void readerThatTrustsEveryMissIsFound() {
		assertReported(TrustingTable.class, ShardTableLincheckTests.TableSpecification.class,
				scenario(List.of(), List.of(actor(TrustingTable.class, "get", 2)),
						List.of(actor(TrustingTable.class, "revive", 2)), List.of()));
	}

	@Test
	void putIfAbsentThatLooksFirstAndThenStoresIsFound() {
		assertReported(CheckThenAct.class, CacheSpecification.class,
				scenario(List.of(), List.of(actor(CheckThenAct.class, "putIfAbsent", 1, 1)),
						List.of(actor(CheckThenAct.class, "putIfAbsent", 1, 2)), List.of()));
	}

	@Test
	void lockThatIsDroppedWhileItIsHeldIsFound() {
		Actor count = actor(DroppedLocks.class, "count", 1);
		assertReported(DroppedLocks.class, KeyLockLincheckTests.LocksSpecification.class,
				scenario(List.of(), List.of(count), List.of(actor(DroppedLocks.class, "sweep"), count), List.of()));
	}

	@Test
	void firstLevelThatKeepsValuesIsFoundByTheRelaxedVerifierToo() {
		Class<?> model = ValuesInFirstLevel.class;
		Actor put = actor(model, "put", 1, 1);
		Actor get = actor(model, "get", 1);
		Actor invalidate = actor(model, "invalidate", 1);
		assertReportedAsRelaxed(model, ForgetfulCache.class,
				scenario(List.of(put), List.of(get), List.of(invalidate), List.of(get)));
	}

	/** The invalidation finds nothing to remove, and no ticket to take away. */
	@Test
	void loadThatHandsItsTicketInBeforeItIsStoredIsFound() {
		Class<?> model = HastyTickets.class;
		Actor store = actor(model, "store", 1, 5);
		Actor invalidate = actor(model, "invalidate");
		Actor get = actor(model, "get");
		assertReportedAsRelaxed(model, TicketLincheckTests.TicketsSpecification.class,
				scenario(List.of(), List.of(store), List.of(invalidate), List.of(get)));
	}

	private static ModelCheckingOptions options(ExecutionScenario scenario) {
		return ModelRuns.schedules(2)
			.iterations(0)
			.invocationsPerIteration(ORDERS)
			.addCustomScenario(scenario)
			.minimizeFailedScenario(false);
	}

	private static void assertReported(Class<?> model, Class<?> specification, ExecutionScenario scenario) {
		assertReported(model, specification, options(scenario));
	}

	private static void assertReportedAsRelaxed(Class<?> model, Class<? extends RelaxedSpecification> specification,
			ExecutionScenario scenario) {
		assertReported(model, specification, options(scenario).verifier(RelaxedVerifier.class));
	}

	private static void assertReported(Class<?> model, Class<?> specification, ModelCheckingOptions options) {
		assertThatThrownBy(() -> options.sequentialSpecification(specification).check(model))
			.hasMessageContaining("Invalid execution results");
	}

	private static ExecutionScenario scenario(List<Actor> before, List<Actor> one, List<Actor> other,
			List<Actor> after) {
		return new ExecutionScenario(before, List.of(one, other), after, null);
	}

	private static Actor actor(Class<?> model, String operation, Object... arguments) {
		Method method = Arrays.stream(model.getMethods())
			.filter((candidate) -> candidate.getName().equals(operation) && !candidate.isBridge())
			.findFirst()
			.orElseThrow();
		return new Actor(method, List.of(arguments));
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

	/** Asks under no key lock whether a load may be stored, and then stores it. */
	public static class HastyTickets extends TicketLincheckTests.Tickets {

		private static final PrivateField<SingleFlight> FLIGHTS = PrivateField.of(LoadHandle.class, "flights");

		private static final PrivateField<Load> LOAD = PrivateField.of(LoadHandle.class, "load");

		@Override
		void end(LoadHandle load, int value) {
			if (FLIGHTS.get(load).table().finish(LOAD.get(load))) {
				put(value);
			}
			load.release(value);
		}

	}

}
