package io.github.twscache.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Loads in flight: one a key, shared by all who ask, and outdated by whoever changes the
 * key.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SingleFlightLincheckTests {

	@Test
	void keyIsLoadedOnceAndAllGetWhatWasLoaded() {
		ModelRuns.check(Loads.class, CacheSpecification.class, 3);
	}

	@Test
	void loadIsOutdatedByWhoeverChangesItsKey() {
		ModelRuns.checkRelaxed(OutdatedLoads.class, LoadsSpecification.class);
	}

	@Test
	void loadIsOutdatedInBothLevels() {
		ModelRuns.checkRelaxed(OutdatedInBothLevels.class, LoadsSpecification.class);
	}

	@Test
	void loadIsStoredOrOutdatedWhileShardsComeAndGo() {
		ModelRuns.checkRelaxed(OutdatedWhileMoving.class, LoadsSpecification.class);
	}

	@Param(name = "key", gen = IntGen.class, conf = "1:2")
	@Param(name = "value", gen = IntGen.class, conf = "1:3")
	public static class Loads {

		private final ModelStore cache = ModelStore.oneShard();

		private final AtomicIntegerArray runs = new AtomicIntegerArray(3);

		@Operation
		public Integer load(@Param(name = "key") int key, @Param(name = "value") int value) {
			return this.cache.load(key, () -> {
				this.runs.incrementAndGet(key);
				return value;
			});
		}

		@Operation
		public Integer get(@Param(name = "key") int key) {
			return this.cache.get(key);
		}

		@Validate
		public void noKeyWasLoadedTwice() {
			if (this.runs.get(1) > 1 || this.runs.get(2) > 1) {
				throw new IllegalStateException("Loads by key: " + this.runs);
			}
		}

	}

	public abstract static class LoadModel extends CacheModel {

		LoadModel(ModelStore cache) {
			super(cache);
		}

		/** Its values are those of no other operation. */
		@Operation
		public Integer load(@Param(name = "key") int key, @Param(gen = IntGen.class, conf = "5:7") int value) {
			return this.cache.load(key, () -> value);
		}

	}

	public static class OutdatedLoads extends LoadModel {

		public OutdatedLoads() {
			super(ModelStore.oneShard());
		}

		@Operation
		public void clear() {
			this.cache.clear();
		}

	}

	/** The keys share a slot of the first level, so they push each other out of it. */
	public static class OutdatedInBothLevels extends LoadModel {

		public OutdatedInBothLevels() {
			super(ModelStore.twoLevels());
		}

		@Operation
		public Integer getSampled(@Param(name = "key") int key) {
			return this.cache.getSampled(key);
		}

	}

	/** Changes of the shards come from one thread: see {@link CacheLincheckTests}. */
	public static class OutdatedWhileMoving extends LoadModel {

		public OutdatedWhileMoving() {
			super(ModelStore.shards(1));
		}

		@Operation(nonParallelGroup = "shards")
		public void addShard() {
			this.cache.resize(2);
		}

		@Operation(nonParallelGroup = "shards")
		public void removeShard() {
			this.cache.resize(1);
		}

	}

	/** The cache, exactly, but for loads that were outdated. */
	public static final class LoadsSpecification implements RelaxedSpecification {

		/*
		 * A load that is outdated gives its value to those who wait for it and stores
		 * nothing. Which loads are is not for this to say: a put may outdate one that
		 * came between its write and its end. So each load may be stored or not. One that
		 * is not leaves its value as loaded, for others to join, until the key changes:
		 * whoever asks after that must not get it.
		 */

		private final Map<Integer, String> stored;

		private final Map<Integer, String> loaded;

		public LoadsSpecification() {
			this(Map.of(), Map.of());
		}

		private LoadsSpecification(Map<Integer, String> stored, Map<Integer, String> loaded) {
			this.stored = stored;
			this.loaded = loaded;
		}

		@Override
		public List<RelaxedSpecification> after(String operation, List<Object> arguments, String result) {
			if (operation.equals("clear")) {
				return RelaxedSpecification.only(result.equals("void"), new LoadsSpecification());
			}
			if (operation.endsWith("Shard")) {
				return RelaxedSpecification.only(result.equals("void"), this);
			}
			Integer key = (Integer) arguments.get(0);
			String present = String.valueOf(this.stored.get(key));
			return switch (operation) {
				case "get", "getSampled" -> RelaxedSpecification.only(result.equals(present), this);
				case "put" -> RelaxedSpecification.only(result.equals("void"), changed(key, arguments.get(1)));
				case "putIfAbsent" -> RelaxedSpecification.only(result.equals(present),
						present.equals("null") ? changed(key, arguments.get(1)) : this);
				case "invalidate" -> RelaxedSpecification
					.only(result.equals(String.valueOf(this.stored.containsKey(key))), changed(key, null));
				case "load" -> afterLoad(key, String.valueOf(arguments.get(1)), result);
				default -> List.of();
			};
		}

		private List<RelaxedSpecification> afterLoad(Integer key, String value, String result) {
			if (this.stored.containsKey(key)) {
				return RelaxedSpecification.only(result.equals(this.stored.get(key)), this);
			}
			if (result.equals(value)) {
				return List.of(changed(key, value), loaded(key, value));
			}
			return RelaxedSpecification.only(result.equals(this.loaded.get(key)), this);
		}

		private LoadsSpecification changed(Integer key, Object value) {
			Map<Integer, String> newStored = new HashMap<>(this.stored);
			Map<Integer, String> newLoaded = new HashMap<>(this.loaded);
			newLoaded.remove(key);
			if (value != null) {
				newStored.put(key, value.toString());
			}
			else {
				newStored.remove(key);
			}
			return new LoadsSpecification(newStored, newLoaded);
		}

		private LoadsSpecification loaded(Integer key, String value) {
			Map<Integer, String> newLoaded = new HashMap<>(this.loaded);
			newLoaded.put(key, value);
			return new LoadsSpecification(this.stored, newLoaded);
		}

	}

}
