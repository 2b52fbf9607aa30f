package io.github.twscache.generated;

import java.util.List;

import io.github.twscache.EntryDetails;
import io.github.twscache.ShardStatistics;
import io.github.twscache.TtlCache;
import io.github.twscache.engine.CacheOracle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is checked of the structure of a cache at the end of each case, before it closes:
 * the one place that knows the structural oracle.
 */
final class StructureCheck {

	private StructureCheck() {
	}

	/**
	 * Looks into a cache of the product.
	 * @param quiet whether no load is under way
	 */
	static void check(TtlCache<Key, Value> cache, boolean quiet) {
		checkShards(cache);
		if (quiet) {
			CacheOracle.check(cache);
		}
		else {
			CacheOracle.checkInUse(cache);
		}
	}

	/** No shard holds less than the living entries that say they are in it. */
	private static void checkShards(TtlCache<Key, Value> cache) {
		List<ShardStatistics> shards = cache.shards();
		long[] living = new long[shards.size()];
		for (Key key : cache.keys().toList()) {
			EntryDetails details = cache.inspect(key).orElseThrow();
			living[details.shard()]++;
		}
		boolean weighted = cache.settings().weigher() != null;
		for (ShardStatistics shard : shards) {
			assertThat(shard.size()).as("size of %s", shard)
				.isBetween(weighted ? 0 : living[shard.index()], shard.capacity());
		}
	}

}
