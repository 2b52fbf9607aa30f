package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one shard.
 *
 * @param index its index
 * @param weight the weight of its entries, which is their number without a weigher
 * @param capacity the most weight it may hold
 * @param ringShare the share of all keys it owns
 * @param contentions how often its lock was not free at once
 */
public record ShardState(int index, long weight, long capacity, double ringShare, long contentions) {

	static List<ShardState> of(Topology topology) {
		List<ShardState> states = new ArrayList<>();
		ConsistentHash ring = topology.ring();
		for (CacheShard shard : topology.shards()) {
			ShardView view = shard.view();
			double share = (shard.index() < ring.shards()) ? ring.share(shard.index()) : 0;
			states.add(new ShardState(shard.index(), view.weight(), view.capacity(), share, shard.contentions()));
		}
		return states;
	}

}
