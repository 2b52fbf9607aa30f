package io.github.twscache.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The table of a shard: writers under the lock, readers without, while chains are split
 * and entries replaced by copies.
 */
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ShardTableLincheckTests {

	private static final int INITIAL_VALUE = 9;

	@Test
	void everyLookIsRightWhileTheTableGrowsAndEntriesAreReplaced() {
		ModelRuns.check(Table.class, TableSpecification.class, 3);
	}

	@Param(name = "key", gen = IntGen.class, conf = "1:3")
	@Param(name = "value", gen = IntGen.class, conf = "1:2")
	public static class Table {

		/*
		 * The table has 16 buckets and 16 entries to begin with, so the first key that
		 * comes makes it double. All keys fall in one chain, in which entries that stay
		 * and entries that go to the new half take turns: first to last 53, 37 (key 2),
		 * 21, 5 (key 1). Key 3 is not there at first.
		 */

		private static final int BUCKETS = 16;

		private static final int BUCKET = 5;

		final CacheShard shard = new CacheShard(0, 1000, false, new Expiry(new CacheClock(() -> 0, false), 0), null);

		public Table() {
			insert(entry(1, hash(1), INITIAL_VALUE));
			insert(entry("21", BUCKET + BUCKETS, INITIAL_VALUE));
			insert(entry(2, hash(2), INITIAL_VALUE));
			insert(entry("53", BUCKET + 3 * BUCKETS, INITIAL_VALUE));
			for (int filler = 0; this.shard.table().size() < BUCKETS; filler++) {
				if (filler != BUCKET) {
					insert(entry("filler " + filler, filler, INITIAL_VALUE));
				}
			}
		}

		static int hash(int key) {
			return BUCKET + 2 * BUCKETS * (key - 1);
		}

		private static Entry entry(Object key, int hash, int value) {
			return new Entry(key, hash, value, Entry.NEVER, 0);
		}

		private void insert(Entry entry) {
			this.shard.lock();
			try {
				this.shard.insert(entry, 0, null);
			}
			finally {
				this.shard.unlock();
			}
		}

		@Operation
		public Integer get(@Param(name = "key") int key) {
			while (true) {
				Entry entry = this.shard.find(key, hash(key));
				Object value = (entry != null) ? entry.value() : null;
				if (value != Entry.DEAD) {
					return (Integer) value;
				}
			}
		}

		@Operation
		public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
			this.shard.lock();
			try {
				Entry entry = this.shard.locate(key, hash(key));
				if (entry != null) {
					this.shard.update(entry, value, Entry.NEVER, 0, 1, null, null);
				}
				else {
					this.shard.insert(entry(key, hash(key), value), 0, null);
				}
			}
			finally {
				this.shard.unlock();
			}
		}

		@Operation
		public boolean remove(@Param(name = "key") int key) {
			this.shard.lock();
			try {
				Entry entry = this.shard.locate(key, hash(key));
				if (entry != null) {
					this.shard.remove(entry, RemovalCause.INVALIDATED, null);
				}
				return entry != null;
			}
			finally {
				this.shard.unlock();
			}
		}

		/** Puts a copy in the place of an entry, as if the wheel had been too quick. */
		@Operation
		public void revive(@Param(name = "key") int key) {
			this.shard.lock();
			try {
				Entry entry = this.shard.locate(key, hash(key));
				if (entry != null) {
					this.shard.replace(entry, entry.copy(entry.kill()));
				}
			}
			finally {
				this.shard.unlock();
			}
		}

		@Validate
		public void everyEntryIsAliveAndInItsChain() {
			ShardTable table = this.shard.table();
			int found = 0;
			for (int bucket = 0; bucket < table.length(); bucket++) {
				for (Entry entry = table.first(bucket); entry != null; entry = entry.next()) {
					found++;
					if (entry.isDead() || (entry.hash & (table.length() - 1)) != bucket) {
						throw new IllegalStateException(entry.key + " is dead, or in bucket " + bucket);
					}
				}
			}
			if (found != table.size()) {
				throw new IllegalStateException(found + " entries found of " + table.size());
			}
		}

	}

	public static class TableSpecification {

		private final Map<Integer, Integer> values = new HashMap<>(Map.of(1, INITIAL_VALUE, 2, INITIAL_VALUE));

		public Integer get(int key) {
			return this.values.get(key);
		}

		public void put(int key, int value) {
			this.values.put(key, value);
		}

		public boolean remove(int key) {
			return this.values.remove(key) != null;
		}

		public void revive(int key) {
		}

	}

}
