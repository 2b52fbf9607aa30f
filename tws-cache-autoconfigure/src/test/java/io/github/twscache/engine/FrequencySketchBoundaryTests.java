package io.github.twscache.engine;

import java.lang.reflect.Field;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How large a sketch is and when it forgets, to the number.
 */
class FrequencySketchBoundaryTests {

	private static final int HOT = 42;

	private final SplittableRandom random = new SplittableRandom(2);

	@Test
	void sketchBeginsWithSixtyFourBlocksToJustBelowTwiceAsMany() throws ReflectiveOperationException {
		assertThat(blocks(new FrequencySketch(1))).isEqualTo(64);
		assertThat(blocks(new FrequencySketch(512))).isEqualTo(64);
		assertThat(blocks(new FrequencySketch(513))).isEqualTo(65);
		assertThat(blocks(new FrequencySketch(1016))).isEqualTo(127);
		assertThat(blocks(new FrequencySketch(1024))).as("half of its full size").isEqualTo(64);
		assertThat(blocks(new FrequencySketch(1025))).as("half, rounded up").isEqualTo(65);
		assertThat(blocks(new FrequencySketch(Long.MAX_VALUE))).isEqualTo(64);
	}

	@Test
	void sketchDoublesWhenItIsTooSmallUntilItIsAtItsFullSize() throws ReflectiveOperationException {
		FrequencySketch sketch = new FrequencySketch(100_000);
		assertThat(blocks(sketch)).isEqualTo(98);
		sketch.growFor(784);
		assertThat(blocks(sketch)).isEqualTo(98);
		sketch.growFor(785);
		assertThat(blocks(sketch)).isEqualTo(196);
		sketch.growFor(Long.MAX_VALUE);
		assertThat(blocks(sketch)).isEqualTo(98 * 128);
	}

	@Test
	void fullSizeFollowsTheCapacityAndNeverShrinks() throws ReflectiveOperationException {
		FrequencySketch same = new FrequencySketch(1024);
		same.setCapacity(1024);
		same.growFor(1_000_000);
		assertThat(blocks(same)).isEqualTo(128);
		same.setCapacity(1025);
		same.growFor(1_000_000);
		assertThat(blocks(same)).isEqualTo(256);
		same.setCapacity(1);
		same.growFor(1_000_000);
		assertThat(blocks(same)).isEqualTo(256);
	}

	@Test
	void sampleIsFourteenTimesTheCapacity() {
		FrequencySketch sketch = new FrequencySketch(1000);
		sketch.add(HOT, 15);
		assertThat(additionsUntilBelow(sketch, 9)).isEqualTo(14 * 1000 - 15);
	}

	@Test
	void sampleOfASketchThatHasNotGrownIsThatOfWhatItCovers() {
		FrequencySketch sketch = new FrequencySketch(100_000);
		sketch.add(HOT, 15);
		assertThat(additionsUntilBelow(sketch, 9)).isEqualTo(14 * 784 - 15);
	}

	@Test
	void halvingHalvesWhatCountsTowardsTheNextOne() {
		FrequencySketch sketch = new FrequencySketch(100);
		sketch.add(HOT, 15);
		assertThat(additionsUntilBelow(sketch, 9)).isEqualTo(3000 - 15);
		// About half of all counters were odd and lost a half each.
		assertThat(additionsUntilBelow(sketch, 5)).isBetween(1700, 2300);
	}

	@Test
	void additionThatRaisesNothingDoesNotAge() {
		FrequencySketch sketch = new FrequencySketch(100);
		sketch.add(HOT, 15);
		sketch.add(HOT, 100_000);
		assertThat(sketch.estimate(HOT)).isEqualTo(15);
		assertThat(additionsUntilBelow(sketch, 9)).isEqualTo(3000 - 15);
	}

	/** Adds other hashes until the hot one is estimated at less. */
	private int additionsUntilBelow(FrequencySketch sketch, int estimate) {
		int additions = 0;
		while (sketch.estimate(HOT) >= estimate) {
			sketch.add(this.random.nextInt());
			additions++;
			assertThat(additions).isLessThan(100_000);
		}
		return additions;
	}

	private static int blocks(FrequencySketch sketch) throws ReflectiveOperationException {
		Field table = FrequencySketch.class.getDeclaredField("table");
		table.setAccessible(true);
		return ((long[]) table.get(sketch)).length / 8;
	}

}
