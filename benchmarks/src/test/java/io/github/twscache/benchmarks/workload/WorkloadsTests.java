package io.github.twscache.benchmarks.workload;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WorkloadsTests {

	private static final int CAPACITY = 64;

	private static final int LENGTH = 64 * 600;

	@Test
	void eachHasANameOfItsOwnAndIsFoundByIt() {
		List<String> names = Workloads.all().stream().map(Workload::name).toList();
		assertThat(names).doesNotHaveDuplicates()
			.contains("zipf-0.8", "zipf-0.99", "uniform", "zipf-scan", "loop-1.05", "loop-1.5", "loop-2",
					"shifting-hot-set", "phases", "mixture");
		assertThat(names).allMatch((name) -> Workloads.of(name).orElseThrow().name().equals(name));
		assertThat(Workloads.of("loop-3")).isEmpty();
	}

	/**
	 * The sums were taken once, on JDK 17.
	 */
	@ParameterizedTest
	@CsvSource({ "zipf-0.8, -768932325", "zipf-0.99, 1894291739", "uniform, 1626430954", "zipf-scan, -419673833",
			"loop-1.05, 2005901983", "loop-1.5, -1391980415", "loop-2, -486361263", "shifting-hot-set, 1204296564",
			"phases, 488979771", "mixture, -1058380163" })
	void streamIsTheSameOnEveryJdk(String name, int sum) {
		assertThat(Arrays.hashCode(requests(name))).isEqualTo(sum);
	}

	@Test
	void loopGoesAround() {
		int[] requests = requests("loop-1.5");
		assertThat(distinct(requests, 0, LENGTH)).hasSize(96);
		assertThat(Arrays.copyOfRange(requests, 96, 192)).isEqualTo(Arrays.copyOf(requests, 96));
		assertThat(distinct(requests("loop-1.05"), 0, LENGTH)).hasSize(68);
		assertThat(distinct(requests("loop-2"), 0, LENGTH)).hasSize(128);
	}

	@Test
	void uniformAsksForTwiceTheCapacity() {
		assertThat(distinct(requests("uniform"), 0, LENGTH)).hasSize(128);
	}

	@Test
	void keysOfAScanAreAskedForOnce() {
		int[] requests = requests("zipf-scan");
		Set<Integer> scanned = distinct(requests, 4 * CAPACITY, 5 * CAPACITY);
		assertThat(scanned).hasSize(CAPACITY);
		assertThat(distinct(requests, 0, 4 * CAPACITY)).doesNotContainAnyElementsOf(scanned);
		assertThat(distinct(requests, 5 * CAPACITY, LENGTH)).doesNotContainAnyElementsOf(scanned);
	}

	@Test
	void hotSetShifts() {
		int[] requests = requests("shifting-hot-set");
		int period = 20 * CAPACITY;
		Set<Integer> before = frequent(requests, 0, period);
		Set<Integer> after = frequent(requests, period, 2 * period);
		assertThat(before).hasSize(CAPACITY / 2).doesNotContainAnyElementsOf(after);
		assertThat(after).hasSize(CAPACITY / 2);
	}

	@Test
	void phasesComeTwice() {
		int[] requests = requests("phases");
		int phase = LENGTH / 6;
		Set<Integer> recent = distinct(requests, 0, phase);
		Set<Integer> looped = distinct(requests, phase, 2 * phase);
		Set<Integer> popular = distinct(requests, 2 * phase, 3 * phase);
		assertThat(looped).hasSize(96).doesNotContainAnyElementsOf(recent).doesNotContainAnyElementsOf(popular);
		assertThat(popular).doesNotContainAnyElementsOf(recent);
		assertThat(distinct(requests, 4 * phase, 5 * phase)).isEqualTo(looped);
	}

	@Test
	void recentKeysAreAskedForAgainSoon() {
		int[] requests = requests("phases");
		int[] recency = Arrays.copyOf(requests, LENGTH / 6);
		assertThat((double) distinct(recency, 0, recency.length).size() / recency.length).isBetween(0.18, 0.22);
		assertThat(distinct(recency, 0, recency.length / 2))
			.isNotEqualTo(distinct(recency, recency.length / 2, recency.length));
	}

	@Test
	void mixtureHasKeysOfAllItsParts() {
		Set<Integer> mixed = distinct(requests("mixture"), 0, LENGTH);
		assertThat(mixed).containsAll(distinct(requests("loop-2"), 0, LENGTH));
		assertThat(mixed).containsAnyElementsOf(distinct(requests("zipf-0.8"), 0, LENGTH));
		assertThat(mixed).containsAnyElementsOf(distinct(requests("phases"), 0, LENGTH / 6));
	}

	@Test
	void tooSmallACapacityIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Workloads.uniform().requests(15, 10))
			.withMessageContaining("15");
	}

	private static int[] requests(String name) {
		return Workloads.of(name).orElseThrow().requests(CAPACITY, LENGTH);
	}

	private static Set<Integer> distinct(int[] requests, int from, int to) {
		Set<Integer> distinct = new HashSet<>();
		Arrays.stream(requests, from, to).forEach(distinct::add);
		return distinct;
	}

	private static Set<Integer> frequent(int[] requests, int from, int to) {
		Set<Integer> frequent = distinct(requests, from, to);
		frequent.removeIf((key) -> Arrays.stream(requests, from, to).filter((asked) -> asked == key).count() < 15);
		return frequent;
	}

}
