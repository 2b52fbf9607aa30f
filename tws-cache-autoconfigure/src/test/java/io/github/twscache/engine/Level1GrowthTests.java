package io.github.twscache.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first level follows the size and the bound of its cache.
 */
@Timeout(30)
class Level1GrowthTests {

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@Test
	void firstLevelGrowsWithTheCacheAndShrinksWithTheBound() {
		ShardedStore store = this.stores.open(4, 10_000, null);
		for (int i = 0; i < 1000; i++) {
			StoreFixture.put(store, "key " + i, i);
		}
		for (int i = 0; i <= StripedCounters.SAMPLE_MASK; i++) {
			StoreFixture.get(store, "key " + i);
		}
		assertThat(slots(store)).as("for entries of all shards").isEqualTo(1024);
		store.resizer().setMaximum(100).join();
		assertThat(slots(store)).isLessThanOrEqualTo(128);
	}

	private static int slots(ShardedStore store) {
		return store.level1().slots(0).length;
	}

}
