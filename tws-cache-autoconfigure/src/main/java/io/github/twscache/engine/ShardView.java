package io.github.twscache.engine;

/**
 * The size and the counters of a shard, seen together.
 */
record ShardView(int size, long weight, long capacity, long inserts, long evictions, long expirations,
		long invalidations, long moves) {

	static ShardView empty(long capacity) {
		return new ShardView(0, 0, capacity, 0, 0, 0, 0, 0);
	}

	ShardView plus(ShardView other) {
		return new ShardView(this.size + other.size, this.weight + other.weight, this.capacity + other.capacity,
				this.inserts + other.inserts, this.evictions + other.evictions, this.expirations + other.expirations,
				this.invalidations + other.invalidations, this.moves + other.moves);
	}

}
