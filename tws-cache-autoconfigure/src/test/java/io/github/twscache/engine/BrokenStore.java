package io.github.twscache.engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that was whole when a test got it, for the test to break and for the oracle to
 * find out.
 */
final class BrokenStore {

	final ShardedStore store;

	/** Puts keys from 0 into a new store, whole to begin with. */
	BrokenStore(ShardedStore store, int keys) {
		this.store = store;
		for (int key = 0; key < keys; key++) {
			StoreFixture.put(store, key, "value");
		}
		assertContent();
	}

	Entry entry(Object key) {
		return this.store.find(key, Spread.hash(key));
	}

	CacheShard shard(int index) {
		return this.store.topology().shards()[index];
	}

	CacheShard home(Entry entry) {
		return this.store.topology().owner(entry.hash);
	}

	EvictionPolicy policy() {
		return QueueOracle.POLICY.get(shard(0));
	}

	/** The main queue of the first shard, which holds most entries. */
	EntryQueue main() {
		return QueueOracle.MAIN.get(policy());
	}

	FrequencySketch sketch() {
		return PolicyOracle.SKETCH.get(policy());
	}

	ShardTimers timers() {
		return WheelOracle.TIMERS.get(shard(0));
	}

	TimerWheel wheel() {
		return WheelOracle.WHEEL.get(timers());
	}

	void assertContent() {
		assertThat(StoreOracle.look(this.store).problems()).isEmpty();
	}

	/** The oracle finds it, whether the store may be in use or not. */
	void assertFound(String part) {
		assertThat(StoreOracle.glance(this.store).problems()).as("a glance").anyMatch((line) -> line.contains(part));
		assertFoundWhenQuiet(part);
	}

	/** The oracle finds it in a store that nobody uses. */
	void assertFoundWhenQuiet(String part) {
		assertThat(StoreOracle.look(this.store).problems()).as("a look").anyMatch((line) -> line.contains(part));
	}

	/** The oracle finds it, and takes it for something that may pass. */
	void assertNotQuiet(String part) {
		StoreReport report = StoreOracle.look(this.store);
		assertThat(report.isQuiet()).isFalse();
		assertThat(report.problems()).anyMatch((line) -> line.contains(part));
		report.assertNothingWrong();
	}

}
