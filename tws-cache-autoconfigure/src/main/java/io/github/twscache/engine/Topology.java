package io.github.twscache.engine;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which shard owns which keys, and which shards there are. Immutable; replaced as a
 * whole.
 */
final class Topology {

	/** The ring; {@code null} once the cache is closed. */
	private final @Nullable ConsistentHash ring;

	/** The ring of before while entries move, else {@code null}. */
	private final @Nullable ConsistentHash previous;

	/** By index; while entries move, those that are drained come last. */
	private final CacheShard[] shards;

	/** What shards that are no more have done. */
	private final ShardView retired;

	/** How often their locks were not free at once. */
	private final long retiredContentions;

	/** The capacity each shard is to have once entries have moved. */
	private final long[] targets;

	private Topology(@Nullable ConsistentHash ring, @Nullable ConsistentHash previous, CacheShard[] shards,
			ShardView retired, long retiredContentions, long[] targets) {
		this.ring = ring;
		this.previous = previous;
		this.shards = shards;
		this.retired = retired;
		this.retiredContentions = retiredContentions;
		this.targets = targets;
	}

	static Topology of(ConsistentHash ring, CacheShard[] shards) {
		return new Topology(ring, null, shards, ShardView.empty(0), 0, new long[0]);
	}

	Topology movingTo(ConsistentHash newRing, CacheShard[] allShards, long[] capacities) {
		return new Topology(newRing, ring(), allShards, this.retired, this.retiredContentions, capacities);
	}

	/** The topology once every entry is where it belongs: drained shards retire. */
	Topology settled() {
		int kept = ring().shards();
		ShardView all = this.retired;
		long contentions = this.retiredContentions;
		for (int i = kept; i < this.shards.length; i++) {
			all = all.plus(this.shards[i].view());
			contentions += this.shards[i].contentions();
		}
		return new Topology(this.ring, null, Arrays.copyOf(this.shards, kept), all, contentions, new long[0]);
	}

	Topology closed() {
		return new Topology(null, this.previous, this.shards, this.retired, this.retiredContentions, this.targets);
	}

	boolean isClosed() {
		return this.ring == null;
	}

	/** Whether an owner can be had by one look at the ring. */
	boolean isSettled() {
		return this.previous == null && this.ring != null;
	}

	ConsistentHash ring() {
		ConsistentHash current = this.ring;
		if (current == null) {
			throw new IllegalStateException("The cache is closed");
		}
		return current;
	}

	CacheShard owner(int hash) {
		return this.shards[ring().shardOf(hash)];
	}

	/** The shard a key may still be in, {@code null} if that is its owner. */
	@Nullable CacheShard formerOwner(int hash) {
		if (this.previous == null) {
			return null;
		}
		int former = this.previous.shardOf(hash);
		return (former != ring().shardOf(hash)) ? this.shards[former] : null;
	}

	/** The capacity a shard is to have; only while entries move. */
	long target(CacheShard shard) {
		return this.targets[shard.index()];
	}

	CacheShard[] shards() {
		return this.shards;
	}

	List<CacheShard> all() {
		return Arrays.asList(this.shards);
	}

	ShardView retired() {
		return this.retired;
	}

	/**
	 * How often a shard's lock was not free at once, shards that are no more included.
	 */
	long contentions() {
		long sum = this.retiredContentions;
		for (CacheShard shard : this.shards) {
			sum += shard.contentions();
		}
		return sum;
	}

}
