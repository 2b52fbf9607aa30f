package io.github.twscache.benchmarks.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObjectGraph}.
 */
class ObjectGraphTests {

	@Test
	void eachObjectCountsOnce() {
		Pair shared = new Pair(null, null);
		long one = bytes(shared);
		assertThat(one).isBetween(16L, 32L);
		assertThat(bytes(new Pair(shared, shared))).isEqualTo(2 * one);
		assertThat(bytes(new Pair(shared, new Pair(null, null)))).isEqualTo(3 * one);
	}

	@Test
	void circlesEnd() {
		List<Object> list = new ArrayList<>(1000);
		list.add(list);
		assertThat(bytes(list)).isBetween(4000L, 8100L);
	}

	@Test
	void recordsAndLambdasAreEntered() {
		byte[] large = new byte[10_000];
		Runnable lambda = () -> assertThat(large).isNotEmpty();
		assertThat(bytes(new Holder(lambda))).isBetween(10_000L, 10_200L);
	}

	@Test
	void fieldsOfSuperclassesAreEntered() {
		Pair extended = new Pair(new byte[10_000], null) {
		};
		assertThat(bytes(extended)).isGreaterThan(10_000);
	}

	@Test
	void whatBelongsToTheJvmIsNotEntered() {
		assertThat(bytes(new Pair(Thread.currentThread(), ObjectGraphTests.class)))
			.isEqualTo(bytes(new Pair(null, null)));
	}

	@Test
	void classesAreLeftOut() {
		Object[] array = { new Pair(new byte[10_000], null), "text" };
		Map<Class<?>, Long> bytes = ObjectGraph.bytes(array, Set.of(Pair.class));
		assertThat(bytes).containsOnlyKeys(Object[].class, String.class, byte[].class);
		assertThat(bytes.get(byte[].class)).isLessThan(100);
	}

	private static long bytes(Object root) {
		return ObjectGraph.bytes(root, Set.of()).values().stream().mapToLong(Long::longValue).sum();
	}

	private record Holder(Runnable held) {
	}

	private static class Pair {

		@SuppressWarnings("unused")
		private final @Nullable Object one;

		@SuppressWarnings("unused")
		private final @Nullable Object other;

		Pair(@Nullable Object one, @Nullable Object other) {
			this.one = one;
			this.other = other;
		}

	}

}
