package io.github.twscache.benchmarks.soak;

import java.lang.ref.Reference;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.twscache.TwsOptimizedAsyncCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LiveObjects}, and that the engine's classes have the names that a
 * sample looks for.
 */
class LiveObjectsTests {

	@Test
	void linesOfAHistogramAreRead() {
		LiveObjects objects = LiveObjects.parse("""
				 num     #instances         #bytes  class name (module)
				-------------------------------------------------------
				   1:         14269        1089032  [B (java.base@17.0.15)
				   2:            12            384  io.github.twscache.engine.KeyLock$Held
				Total         14281        1089416
				""");
		assertThat(objects.count("[B")).isEqualTo(14_269);
		assertThat(objects.count(Sample.KEY_LOCK)).isEqualTo(12);
		assertThat(objects.count(Sample.LOAD)).isZero();
	}

	@Test
	void onlyWhatHasComeSinceIsMore() {
		LiveObjects before = new LiveObjects(Map.of("one", 3L, "two", 3L));
		LiveObjects after = new LiveObjects(Map.of("one", 5L, "two", 2L, "three", 1L));
		assertThat(after.more(before, "one")).isEqualTo(2);
		assertThat(after.more(before, "two")).isZero();
		assertThat(after.more(before, "three")).isOne();
	}

	@Test
	void textThatIsNoHistogramIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> LiveObjects.parse("Unknown command"))
			.withMessageContaining("Unknown command");
	}

	@Test
	void whatIsKeptIsCountedAndGarbageIsNot() {
		Kept[] kept = { new Kept(), new Kept(), new Kept() };
		assertThat(LiveObjects.now().count(Kept.class.getName())).isEqualTo(3);
		Reference.reachabilityFence(kept);
		kept[0] = null;
		assertThat(LiveObjects.now().count(Kept.class.getName())).isEqualTo(2);
		Reference.reachabilityFence(kept);
	}

	@Test
	void keyLocksAndLoadsOfACacheAreSeen() {
		long locksBefore = LiveObjects.now().count(Sample.KEY_LOCK);
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder().build()) {
			CompletableFuture<String> source = new CompletableFuture<>();
			CompletableFuture<String> answer = cache.getAsync("key", (key) -> source);
			cache.putIfAbsent("other", "value");
			LiveObjects during = LiveObjects.now();
			assertThat(during.count(Sample.LOAD)).isPositive();
			assertThat(during.count(Sample.KEY_LOCK)).isGreaterThan(locksBefore);
			source.complete("value");
			assertThat(answer).isCompletedWithValue("value");
			cache.cleanUp();
			assertThat(LiveObjects.now().count(Sample.KEY_LOCK)).isLessThan(during.count(Sample.KEY_LOCK));
		}
	}

	private static final class Kept {

	}

}
