package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at all shards of a store at a moment when nothing is between two of them.
 */
final class Census {

	/** After so many looks that a move got in the way of, all shards are locked. */
	private static final int LOOKS = 16;

	private final ShardedStore store;

	private final MoveCount moves;

	Census(ShardedStore store, MoveCount moves) {
		this.store = store;
		this.moves = moves;
	}

	/** Adds the shards up. */
	ShardView totals() {
		return atOneMoment(Census::sum);
	}

	/** Lists the entries, each once. */
	List<Entry> entries() {
		return atOneMoment((topology) -> {
			topology.ring();
			List<Entry> entries = new ArrayList<>();
			for (CacheShard shard : topology.shards()) {
				entries.addAll(shard.entries());
			}
			return entries;
		});
	}

	private <T> T atOneMoment(Function<Topology, T> look) {
		for (int attempt = 0; attempt < LOOKS; attempt++) {
			Topology seen = this.store.topology();
			long stamp = this.moves.stamp();
			if (stamp >= 0) {
				T result = look.apply(seen);
				if (this.moves.isUnchanged(stamp) && this.store.topology() == seen) {
					return result;
				}
			}
			Thread.onSpinWait();
		}
		return locked(look);
	}

	private <T> T locked(Function<Topology, T> look) {
		while (true) {
			Topology seen = this.store.topology();
			this.store.locks().lockAll(seen.all());
			try {
				if (this.store.topology() == seen) {
					return look.apply(seen);
				}
			}
			finally {
				this.store.locks().unlockAll(seen.all());
			}
		}
	}

	private static ShardView sum(Topology topology) {
		topology.ring();
		ShardView sum = topology.retired();
		for (CacheShard shard : topology.shards()) {
			sum = sum.plus(shard.view());
		}
		return sum;
	}

}
