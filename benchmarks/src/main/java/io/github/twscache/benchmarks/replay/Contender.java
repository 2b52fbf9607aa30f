package io.github.twscache.benchmarks.replay;

import java.time.Duration;
import java.util.List;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.rivals.RivalCache;

/**
 * A cache that takes part in a replay.
 *
 * @param rival which cache
 * @param shards the number of its shards as results say it: 1, {@code default}, or
 * {@code -} for a cache that has none
 */
record Contender(Rival rival, String shards) {

	static final Contender TWS_ONE_SHARD = new Contender(Rival.TWS, "1");

	static final Contender TWS = new Contender(Rival.TWS, "default");

	static final Contender CAFFEINE = of(Rival.CAFFEINE);

	/** Those that always take part. */
	static final List<Contender> USUAL = List.of(TWS_ONE_SHARD, TWS, CAFFEINE, of(Rival.CACHE2K), of(Rival.GUAVA));

	private static Contender of(Rival rival) {
		return new Contender(rival, "-");
	}

	/**
	 * Gives a cache that takes part only if it is asked for.
	 * @param rival which cache
	 * @return the contender
	 */
	static Contender further(Rival rival) {
		if (!rival.isBounded()) {
			throw new IllegalArgumentException(rival.id() + " has no bound, so its hit ratio says nothing");
		}
		return (rival == Rival.TWS || rival == Rival.TWS_WITHOUT_L1) ? new Contender(rival, "default") : of(rival);
	}

	/**
	 * Makes an empty cache. Nothing expires in it, as traces have no times.
	 * @param capacity the most entries
	 * @return the cache
	 */
	RivalCache<Integer, Integer> create(int capacity) {
		CacheSpec spec = CacheSpec.ofSize(capacity).withTtl(Duration.ZERO).withInlineUpkeep();
		return this.rival.create("1".equals(this.shards) ? spec.withShards(1) : spec);
	}

	@Override
	public String toString() {
		return "-".equals(this.shards) ? this.rival.id() : this.rival.id() + "/" + this.shards;
	}

}
