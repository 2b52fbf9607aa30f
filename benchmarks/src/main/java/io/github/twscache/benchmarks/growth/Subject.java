package io.github.twscache.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.rivals.RivalCache;

/**
 * A cache whose cost is measured at several sizes.
 *
 * @param rival which
 * @param shards the number of its shards, 0 if it has none
 */
record Subject(Rival rival, int shards) {

	/** The product with each number of shards, and a cache without shards to compare. */
	static List<Subject> of(List<Integer> shards) {
		List<Subject> subjects = new ArrayList<>();
		shards.forEach((number) -> subjects.add(new Subject(Rival.TWS, number)));
		subjects.add(new Subject(Rival.CAFFEINE, 0));
		return subjects;
	}

	/** Makes a cache that holds so many entries for certain: shards fill unevenly. */
	RivalCache<Integer, Integer> create(int entries) {
		return this.rival.create(CacheSpec.ofSize(2L * entries).withShards(this.shards));
	}

	Map<String, Object> parameters(int entries, int threads) {
		return Map.of("entries", entries, "shards", (this.shards > 0) ? this.shards : "none", "threads", threads);
	}

}
