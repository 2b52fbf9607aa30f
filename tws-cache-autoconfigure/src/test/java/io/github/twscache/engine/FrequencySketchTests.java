package io.github.twscache.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrequencySketchTests {

	@Test
	void unknownHashIsEstimatedAtZero() {
		assertThat(new FrequencySketch(1000).estimate(42)).isZero();
	}

	@Test
	void estimateNeverFallsShortBeforeAging() {
		FrequencySketch sketch = new FrequencySketch(10_000);
		sketch.growFor(10_000);
		SplittableRandom random = new SplittableRandom(1);
		Map<Integer, Integer> truth = new HashMap<>();
		int[] hashes = random.ints(1000).toArray();
		for (int i = 0; i < 2900; i++) {
			int hash = hashes[Math.min(random.nextInt(1000), random.nextInt(1000))];
			sketch.add(hash);
			truth.merge(hash, 1, Integer::sum);
		}
		long exact = 0;
		for (Map.Entry<Integer, Integer> seen : truth.entrySet()) {
			int estimate = sketch.estimate(seen.getKey());
			assertThat(estimate).isGreaterThanOrEqualTo(Math.min(15, seen.getValue()));
			exact += (estimate == Math.min(15, seen.getValue())) ? 1 : 0;
		}
		assertThat(exact).isGreaterThan(truth.size() * 9 / 10);
	}

	@Test
	void countersStopAtFifteen() {
		FrequencySketch sketch = new FrequencySketch(1000);
		sketch.add(42, 100);
		assertThat(sketch.estimate(42)).isEqualTo(15);
	}

	@Test
	void allCountersAreHalvedAfterASample() {
		FrequencySketch sketch = new FrequencySketch(100);
		sketch.add(42, 15);
		SplittableRandom random = new SplittableRandom(2);
		for (int i = 0; i < 2984; i++) {
			sketch.add(random.nextInt());
		}
		assertThat(sketch.estimate(42)).isEqualTo(15);
		sketch.add(random.nextInt());
		assertThat(sketch.estimate(42)).isEqualTo(7);
	}

	@Test
	void growingKeepsWhatIsKnown() {
		FrequencySketch sketch = new FrequencySketch(1_000_000);
		for (int hash = 1; hash <= 10; hash++) {
			sketch.add(hash * 0x9e3779b9, hash);
		}
		sketch.growFor(1_000_000);
		for (int hash = 1; hash <= 10; hash++) {
			assertThat(sketch.estimate(hash * 0x9e3779b9)).isEqualTo(hash);
		}
	}

	@Test
	void largerCapacityNeedsNoNewSketch() {
		FrequencySketch sketch = new FrequencySketch(100);
		sketch.add(42, 5);
		sketch.setCapacity(1_000_000);
		sketch.growFor(1_000_000);
		assertThat(sketch.estimate(42)).isEqualTo(5);
		sketch.setCapacity(10);
		assertThat(sketch.estimate(42)).isEqualTo(5);
	}

	@Test
	void largeSketchIsHalvedSliceBySlice() {
		FrequencySketch sketch = new FrequencySketch(32_768);
		sketch.growFor(32_768);
		int[] hot = new SplittableRandom(4).ints(200).toArray();
		for (int hash : hot) {
			sketch.add(hash, 15);
		}
		SplittableRandom random = new SplittableRandom(5);
		int additions = 0;
		while (halved(sketch, hot) == 0) {
			sketch.add(random.nextInt());
			assertThat(++additions).isLessThan(1_000_000);
		}
		assertThat(halved(sketch, hot)).as("the first slices only").isLessThan(100);
		for (int i = 0; i < 10; i++) {
			sketch.add(random.nextInt());
		}
		assertThat(halved(sketch, hot)).isEqualTo(200);
	}

	@Test
	void sketchGrowsInTheMiddleOfAHalving() {
		FrequencySketch sketch = new FrequencySketch(65_536);
		sketch.growFor(16_384);
		int[] hot = new SplittableRandom(4).ints(200).toArray();
		for (int hash : hot) {
			sketch.add(hash, 15);
		}
		SplittableRandom random = new SplittableRandom(6);
		int additions = 0;
		while (halved(sketch, hot) == 0) {
			sketch.add(random.nextInt());
			assertThat(++additions).isLessThan(1_000_000);
		}
		sketch.growFor(65_536);
		assertThat(halved(sketch, hot)).isEqualTo(200);
	}

	private static long halved(FrequencySketch sketch, int[] hashes) {
		long halved = 0;
		for (int hash : hashes) {
			halved += (sketch.estimate(hash) <= 8) ? 1 : 0;
		}
		return halved;
	}

	@Test
	void sketchOfAShardThatHasShrunkGoesOnAging() {
		FrequencySketch sketch = new FrequencySketch(10_000);
		for (int i = 0; i < 5000; i++) {
			sketch.growFor(i + 1);
			sketch.add(Spread.hash(i));
		}
		sketch.setCapacity(100);
		sketch.add(Spread.hash("first"));
		sketch.add(Spread.hash("second"));
		int hot = Spread.hash("hot");
		sketch.add(hot, 12);
		int before = sketch.estimate(hot);
		for (int i = 0; i < 3100; i++) {
			sketch.add(Spread.hash("other" + i));
		}
		assertThat(sketch.estimate(hot)).isLessThan(before);
	}

}
