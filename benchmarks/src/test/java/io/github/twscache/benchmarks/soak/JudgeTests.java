package io.github.twscache.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Runs that are made up: what is planted in them has to be found, and nothing else.
 */
class JudgeTests {

	private static final int SAMPLES = 100;

	private static final Sample STEADY = new Sample(20_000_000, 17, 90_000, 0, 0, 1_000_000, 300, 4000, 50_000);

	@Test
	void runThatStaysAsItIsHoldsAllPromises() {
		assertThat(failures((number) -> STEADY)).isEmpty();
	}

	@Test
	void noiseIsNoLeakAndNoDrift() {
		SplittableRandom random = new SplittableRandom(7);
		assertThat(failures((number) -> {
			long threads = (random.nextInt(10) == 0) ? 18 : 17;
			long heap = 20_000_000 + random.nextInt(1_000_000);
			return new Sample(heap, threads, 90_000, 0, 0, 1_000_000, 300, 2000 + random.nextInt(4000), 50_000);
		})).isEmpty();
	}

	@Test
	void heapMayGrowWhileTheFirstFifthWarmsUp() {
		assertThat(failures((number) -> withHeap((number < SAMPLES / 5) ? 5_000_000 : 20_000_000))).isEmpty();
	}

	@Test
	void slowLeakIsFound() {
		// A round is 12 samples: the medians of the two are 68 apart, the first is 25.5
		// from
		// the start.
		assertThat(failures((number) -> withHeap(20_000_000 + number * 14_900L))).isEmpty();
		assertThat(failures((number) -> withHeap(20_000_000 + number * 15_100L))).singleElement()
			.asString()
			.contains("heap", "5 %");
	}

	@Test
	void heapThatFollowsWhatDisturbsItIsNoLeak() {
		for (int samples = 5 * SoakCaches.ROUND; samples < 15 * SoakCaches.ROUND; samples++) {
			List<Sample> run = new ArrayList<>();
			for (int number = 0; number < samples; number++) {
				run.add(withHeap((number % SoakCaches.ROUND < 6) ? 33_000_000 : 43_000_000));
			}
			assertThat(new Judge(run).findings()).as("%s samples", samples).allMatch(Finding::holds);
		}
	}

	@Test
	void heapThatShrinksIsFoundToo() {
		assertThat(failures((number) -> withHeap(40_000_000 - number * 100_000L))).singleElement()
			.asString()
			.contains("heap", "-");
	}

	@Test
	void heapOnItsLimitIsWithinIt() {
		assertThat(failures((number) -> withHeap((number < SAMPLES / 2) ? 20_000_000 : 21_000_000))).isEmpty();
		assertThat(failures((number) -> withHeap((number < SAMPLES / 2) ? 20_000_000 : 21_000_001))).hasSize(1);
	}

	@Test
	void threadThatStaysBehindIsFound() {
		assertThat(failures((number) -> withThreads((number < SAMPLES / 2) ? 17 : 18))).singleElement()
			.asString()
			.contains("17 threads", "18");
	}

	@Test
	void workerThatComesAndGoesIsNoThreadThatStays() {
		assertThat(failures((number) -> withThreads((number < SAMPLES / 2 && number % 4 != 0) ? 17 : 18))).isEmpty();
	}

	@Test
	void threadThatIsThereForAMomentIsNot() {
		assertThat(failures((number) -> withThreads((number == SAMPLES - 1) ? 18 : 17))).isEmpty();
		assertThat(failures((number) -> withThreads((number < SAMPLES / 2) ? 17 : 12))).isEmpty();
	}

	@Test
	void threadsThatStayBehindOneAfterTheOtherAreFound() {
		assertThat(failures((number) -> withThreads(17 + number / 30))).singleElement()
			.asString()
			.contains("18 threads", "20 in the end");
	}

	@Test
	void oneKeyLockInOneSampleIsFound() {
		assertThat(failures((number) -> new Sample(20_000_000, 17, 90_000, (number == 3) ? 1 : 0, 0, 1, 300, 4000, 9)))
			.singleElement()
			.asString()
			.contains("1 key locks");
	}

	@Test
	void oneLoadInOneSampleIsFound() {
		assertThat(failures((number) -> new Sample(20_000_000, 17, 90_000, 0, (number == 99) ? 2 : 0, 1, 300, 4000, 9)))
			.singleElement()
			.asString()
			.contains("2 loads");
	}

	@Test
	void latencyThatDriftsBeyondItsFactorIsFound() {
		assertThat(failures((number) -> withP99((number < SAMPLES / 2) ? 4000 : 16_000))).isEmpty();
		assertThat(failures((number) -> withP99((number < SAMPLES / 2) ? 4000 : 16_001))).singleElement()
			.asString()
			.contains("P99", "4.0 µs", "16.0 µs");
		assertThat(failures((number) -> withP99((number < SAMPLES / 2) ? 16_000 : 4000))).as("quicker").isEmpty();
	}

	@Test
	void runThatIsTooShortIsNotJudged() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Judge(samples(9, (number) -> STEADY)))
			.withMessageContaining("9 samples");
		assertThat(new Judge(samples(10, (number) -> STEADY)).findings()).allMatch(Finding::holds);
	}

	private static List<String> failures(IntFunction<Sample> run) {
		return new Judge(samples(SAMPLES, run)).findings()
			.stream()
			.filter((finding) -> !finding.holds())
			.map(Finding::failure)
			.toList();
	}

	private static List<Sample> samples(int count, IntFunction<Sample> run) {
		List<Sample> samples = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			samples.add(run.apply(number));
		}
		return samples;
	}

	private static Sample withHeap(long bytes) {
		return new Sample(bytes, 17, 90_000, 0, 0, 1_000_000, 300, 4000, 50_000);
	}

	private static Sample withThreads(long threads) {
		return new Sample(20_000_000, threads, 90_000, 0, 0, 1_000_000, 300, 4000, 50_000);
	}

	private static Sample withP99(long nanos) {
		return new Sample(20_000_000, 17, 90_000, 0, 0, 1_000_000, 300, nanos, 50_000);
	}

}
