package io.github.twscache.benchmarks.ring;

import java.util.Map;
import java.util.TreeMap;

import io.github.twscache.engine.ConsistentHash;
import io.github.twscache.engine.Spread;

/**
 * The ring as textbooks have it: a sorted map of points, as many for each shard as the
 * product has; a hash belongs to the next point, after the last one to the first.
 */
final class TreeMapRing {

	private final TreeMap<Integer, Integer> points = new TreeMap<>();

	TreeMapRing(int shards) {
		for (int shard = 0; shard < shards; shard++) {
			for (int node = 0; node < ConsistentHash.VIRTUAL_NODES; node++) {
				this.points.put(Spread.hash("shard-" + shard + "-node-" + node), shard);
			}
		}
	}

	int shardOf(int hash) {
		Map.Entry<Integer, Integer> point = this.points.ceilingEntry(hash);
		return ((point != null) ? point : this.points.firstEntry()).getValue();
	}

}
