package io.github.twscache.engine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sketch whose shard has shrunk, found by review: it was halved by more than it had
 * counted, because growing had copied its counters, and then did not age for long.
 */
class ShrunkenSketchTests {

	@Test
	void sketchOfAShardThatHasShrunkGoesOnAging() {
		FrequencySketch sketch = new FrequencySketch(10_000);
		for (int i = 0; i < 5000; i++) {
			sketch.growFor(i + 1);
			sketch.add(Spread.hash(i));
		}
		sketch.setCapacity(100);
		for (int i = 0; i < 10; i++) {
			sketch.add(Spread.hash("new" + i));
		}
		assertThat(PolicyOracle.HALVING.get(sketch)).as("the halving is over").isEqualTo(-1);
		assertThat(PolicyOracle.ADDITIONS.get(sketch)).isNotNegative();
	}

	@Test
	void shardThatHasShrunkIsWhole() {
		CacheShard shard = new CacheShard(0, 10_000, false, new Expiry(new CacheClock(() -> 0, false), 0), null);
		for (int i = 0; i < 5000; i++) {
			shard.insert(new Entry(i, Spread.hash(i), "value", Entry.NEVER, 0), 0, null);
		}
		shard.setCapacity(100);
		assertThat(shard.shrink(10_000, null)).isFalse();
		for (int i = 5000; i < 5010; i++) {
			shard.insert(new Entry(i, Spread.hash(i), "value", Entry.NEVER, 0), 0, null);
		}
		FrequencySketch sketch = PolicyOracle.SKETCH.get(QueueOracle.POLICY.get(shard));
		assertThat(PolicyOracle.ADDITIONS.get(sketch)).isNotNegative();
	}

}
