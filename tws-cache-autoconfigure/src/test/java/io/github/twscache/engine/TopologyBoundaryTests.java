package io.github.twscache.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TopologyBoundaryTests {

	private final Expiry expiry = new Expiry(new CacheClock(() -> 0, false), 0);

	private final CacheShard first = shard(0);

	private final CacheShard second = shard(1);

	private final Topology one = Topology.of(ConsistentHash.of(1), new CacheShard[] { this.first });

	private final Topology growing = this.one.movingTo(ConsistentHash.of(2),
			new CacheShard[] { this.first, this.second }, new long[] { 30, 70 });

	@Test
	void settledTopologyKnowsOneOwner() {
		assertThat(this.one.isSettled()).isTrue();
		assertThat(this.one.isClosed()).isFalse();
		for (int hash : new int[] { 0, -1, 12345 }) {
			assertThat(this.one.owner(hash)).isSameAs(this.first);
			assertThat(this.one.formerOwner(hash)).isNull();
		}
		assertThat(this.one.all()).containsExactly(this.first);
	}

	@Test
	void movingTopologyKnowsTheFormerOwnerOfWhatMoves() {
		assertThat(this.growing.isSettled()).isFalse();
		int moving = hashOf(1);
		assertThat(this.growing.owner(moving)).isSameAs(this.second);
		assertThat(this.growing.formerOwner(moving)).isSameAs(this.first);
		int staying = hashOf(0);
		assertThat(this.growing.owner(staying)).isSameAs(this.first);
		assertThat(this.growing.formerOwner(staying)).isNull();
		assertThat(this.growing.target(this.first)).isEqualTo(30);
		assertThat(this.growing.target(this.second)).isEqualTo(70);
	}

	@Test
	void shardsThatAreNoMoreAreRememberedByWhatTheyDid() {
		insert(this.first, "a");
		insert(this.second, "b");
		insert(this.second, "c");
		Topology settled = this.growing.settled();
		assertThat(settled.isSettled()).isTrue();
		assertThat(settled.retired().inserts()).as("none has retired").isZero();
		Topology shrinking = settled.movingTo(ConsistentHash.of(1), settled.shards(), new long[] { 100, 0 });
		assertThat(shrinking.formerOwner(hashOf(1))).isSameAs(this.second);
		Topology shrunk = shrinking.settled();
		assertThat(shrunk.shards()).containsExactly(this.first);
		assertThat(shrunk.retired().inserts()).isEqualTo(2);
		Topology again = shrunk.movingTo(ConsistentHash.of(2), new CacheShard[] { this.first, shard(1) },
				new long[] { 50, 50 });
		assertThat(again.retired().inserts()).isEqualTo(2);
		assertThat(again.settled().retired().inserts()).as("counted once").isEqualTo(2);
	}

	@Test
	void closedTopologyHasNoRing() {
		for (Topology closed : new Topology[] { this.one.closed(), this.growing.closed() }) {
			assertThat(closed.isClosed()).isTrue();
			assertThat(closed.isSettled()).isFalse();
			assertThatIllegalStateException().isThrownBy(() -> closed.owner(1)).withMessageContaining("closed");
			assertThatIllegalStateException().isThrownBy(closed::ring);
		}
		assertThat(this.growing.closed().shards()).as("to be dropped").containsExactly(this.first, this.second);
	}

	private static int hashOf(int shard) {
		int hash = 0;
		while (ConsistentHash.of(2).shardOf(hash) != shard) {
			hash += 0x9e3779b9;
		}
		return hash;
	}

	private static void insert(CacheShard shard, String key) {
		shard.insert(new Entry(key, key.hashCode(), "value", Entry.NEVER, 0), 0, null);
	}

	private CacheShard shard(int index) {
		return new CacheShard(index, 100, false, this.expiry, null);
	}

}
