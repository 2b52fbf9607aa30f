package io.github.twscache.engine;

import java.util.concurrent.TimeUnit;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cache as a whole, with room for everything and no expiry: each operation happens at
 * one moment between its call and its return.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CacheLincheckTests {

	/*
	 * A clear that meets more than one shard, or a first level, does not happen at one
	 * moment, and does not promise to: while it runs some entries may be seen and others
	 * not. So it is a part of the exact specification with one shard and one level only,
	 * and has models of its own for what it does promise elsewhere.
	 */

	@Test
	void oneShardIsLinearizableWithSizeAndClear() {
		ModelRuns.check(OneShard.class, CacheSpecification.class);
	}

	@Test
	void twoLevelsAreLinearizable() {
		ModelRuns.check(TwoLevels.class, CacheSpecification.class);
	}

	@Test
	void nothingClearedIsFoundInEitherLevelAfterTheClear() {
		ModelRuns.checkRelaxed(ClearedLevels.class, ForgetfulCache.MissesTellNothing.class);
	}

	@Test
	void keysAreFoundAndKeptWhileAShardIsAdded() {
		ModelRuns.check(AddedShard.class, CacheSpecification.class);
	}

	@Test
	void keysAreFoundAndKeptWhileAShardIsTakenAway() {
		ModelRuns.check(RemovedShard.class, CacheSpecification.class);
	}

	@Test
	void nothingClearedIsFoundAfterAClearDuringAMove() {
		ModelRuns.checkRelaxed(ClearedShards.class, ForgetfulCache.MissesTellNothing.class);
	}

	public static class OneShard extends CacheModel {

		public OneShard() {
			super(ModelStore.oneShard());
		}

		@Operation
		public long clear() {
			return this.cache.clear();
		}

		@Operation
		public long size() {
			return this.cache.size();
		}

	}

	/** The keys share a slot of the first level, so they push each other out of it. */
	public static class TwoLevels extends CacheModel {

		public TwoLevels() {
			super(ModelStore.twoLevels());
		}

		@Operation
		public Integer getSampled(@Param(name = "key") int key) {
			return this.cache.getSampled(key);
		}

	}

	public static class ClearedLevels extends CacheModel {

		public ClearedLevels() {
			super(ModelStore.twoLevels());
		}

		@Operation
		public Integer getSampled(@Param(name = "key") int key) {
			return this.cache.getSampled(key);
		}

		@Operation
		public void clear() {
			this.cache.clear();
		}

	}

	/*
	 * Changes of the shards are one group, so they come from one thread: a change that
	 * waits for another's end would be told by a thread of the cache's own.
	 */

	public static class AddedShard extends CacheModel {

		public AddedShard() {
			super(ModelStore.shards(1));
		}

		@Operation(nonParallelGroup = "shards")
		public void addShard() {
			this.cache.resize(2);
		}

	}

	public static class RemovedShard extends CacheModel {

		public RemovedShard() {
			super(ModelStore.shards(2));
		}

		@Operation(nonParallelGroup = "shards")
		public void removeShard() {
			this.cache.resize(1);
		}

	}

	public static class ClearedShards extends CacheModel {

		public ClearedShards() {
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

		@Operation
		public void clear() {
			this.cache.clear();
		}

		@Validate
		public void resizesHaveComeToAnEnd() {
			this.cache.resize(2);
			if (this.cache.shardsInUse() != 2) {
				throw new IllegalStateException(this.cache.shardsInUse() + " shards after a resize to 2");
			}
		}

	}

}
