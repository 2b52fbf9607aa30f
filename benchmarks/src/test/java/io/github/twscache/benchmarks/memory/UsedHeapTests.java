package io.github.twscache.benchmarks.memory;

import java.lang.ref.Reference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UsedHeap}.
 */
class UsedHeapTests {

	@Test
	void seesWhatIsKeptAndNotWhatIsGarbage() {
		int size = 50_000_000;
		long before = UsedHeap.bytes();
		byte[] kept = new byte[size];
		long with = UsedHeap.bytes();
		assertThat(kept).hasSize(size);
		Reference.reachabilityFence(kept);
		assertThat(with - before).isBetween(size - 5_000_000L, size + 5_000_000L);
	}

}
