package io.github.twscache.sample.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ZipfChoice}.
 */
class ZipfChoiceTests {

	private static final int ITEMS = 100;

	private static final int CHOICES = 200_000;

	private final List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();

	@Test
	void itemsAreChosenInProportionToTheirRank() {
		ZipfChoice<Integer> choice = new ZipfChoice<>(this.items, 1);
		SplittableRandom random = new SplittableRandom(2);
		Map<Integer, Integer> counts = new HashMap<>();
		for (int i = 0; i < CHOICES; i++) {
			counts.merge(choice.next(random), 1, Integer::sum);
		}
		List<Integer> byCount = counts.values().stream().sorted((a, b) -> b - a).toList();
		double sum = IntStream.rangeClosed(1, ITEMS).mapToDouble((rank) -> 1 / Math.pow(rank, 0.99)).sum();
		assertThat(counts).hasSize(ITEMS);
		assertThat(byCount.get(0) / (double) CHOICES).isCloseTo(1 / sum, Offset.offset(0.01));
		assertThat(byCount.get(9) / (double) CHOICES).isCloseTo(1 / (sum * Math.pow(10, 0.99)), Offset.offset(0.005));
	}

	@Test
	void sameSeedMakesTheSameOrder() {
		ZipfChoice<Integer> one = new ZipfChoice<>(this.items, 1);
		ZipfChoice<Integer> same = new ZipfChoice<>(this.items, 1);
		assertThat(choose(one)).isEqualTo(choose(same)).isNotEqualTo(choose(new ZipfChoice<>(this.items, 3)));
	}

	private static List<Integer> choose(ZipfChoice<Integer> choice) {
		SplittableRandom random = new SplittableRandom(5);
		return IntStream.range(0, 50).mapToObj((i) -> choice.next(random)).toList();
	}

}
