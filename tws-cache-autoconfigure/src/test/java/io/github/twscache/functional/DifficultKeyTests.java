package io.github.twscache.functional;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheStatistics;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class DifficultKeyTests {

	private static final int LONGEST_CHAIN = 128;

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	@Parameter
	CacheKind kind;

	@Test
	void tenThousandKeysOfOneHashCodeAreSlowButNeverWrong() {
		TtlCache<Colliding, Integer> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(20_000));
		for (int i = 0; i < 10_000; i++) {
			cache.put(new Colliding(i), i);
			assertThat(cache.getIfPresent(new Colliding(i))).isEqualTo(i);
			assertThat(cache.size()).isLessThanOrEqualTo(LONGEST_CHAIN);
		}
		for (int i = 0; i < 10_000; i++) {
			assertThat(cache.getIfPresent(new Colliding(i))).isIn(i, null);
		}
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.size()).isEqualTo(LONGEST_CHAIN);
		assertThat(metrics.evictions()).isEqualTo(10_000 - LONGEST_CHAIN);
		assertThat(cache.keys()).hasSize(LONGEST_CHAIN);
	}

	@Test
	void collidingKeysDoNotEvictOthers() {
		TtlCache<Object, Integer> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(20_000));
		for (int i = 0; i < 1000; i++) {
			cache.put("key" + i, i);
		}
		for (int i = 0; i < 2000; i++) {
			cache.put(new Colliding(i), i);
		}
		long kept = cache.keys().filter(String.class::isInstance).count();
		assertThat(kept).isGreaterThan(990);
	}

	@Test
	void collidingKeysSurviveAMove() {
		TtlCache<Colliding, Integer> cache = this.caches.open(this.kind);
		for (int i = 0; i < LONGEST_CHAIN; i++) {
			cache.put(new Colliding(i), i);
		}
		// So few that the smallest shard has room for the chain, whatever the process's
		// seed.
		for (int shards : new int[] { 16, 1, 12 }) {
			cache.resize(shards).join();
			for (int i = 0; i < LONGEST_CHAIN; i++) {
				assertThat(cache.getIfPresent(new Colliding(i))).isEqualTo(i);
			}
		}
		assertThat(cache.metrics().evictions()).isZero();
	}

	@Test
	void keyThatChangedIsFoundNoMoreButGoesLikeAnyOther() {
		TtlCache<List<Integer>, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10_000));
		List<Integer> key = new ArrayList<>(List.of(1));
		cache.put(key, "value");
		key.add(2);
		assertThat(cache.getIfPresent(List.of(1))).isNull();
		assertThat(cache.getIfPresent(List.of(1, 2))).isNull();
		assertThat(cache.invalidate(key)).isFalse();
		cache.put(List.of(1), "other");
		assertThat(cache.getIfPresent(List.of(1))).isEqualTo("other");
		cache.resize(64).join();
		cache.resize(1).join();
		assertThat(cache.size()).isEqualTo(2);
		assertThat(cache.invalidateAll()).isEqualTo(2);
		assertThat(cache.size()).isZero();
	}

	@Test
	void keysThatChangedAreEvictedLikeOthers() {
		TtlCache<List<Integer>, String> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(100).numShards(1));
		for (int i = 0; i < 1000; i++) {
			List<Integer> key = new ArrayList<>(List.of(i));
			cache.put(key, "value");
			key.add(i);
			assertThat(cache.size()).isLessThanOrEqualTo(100);
		}
		assertThat(cache.metrics().evictions()).isEqualTo(900);
	}

	@Test
	void keyThatChangesDuringItsLoadLeavesNoLoadBehind() {
		TtlCache<List<Integer>, String> cache = this.caches.open(this.kind);
		List<Integer> key = new ArrayList<>(List.of(1));
		assertThat(cache.get(key, (loaded) -> {
			loaded.add(2);
			return "value";
		})).isEqualTo("value");
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.getIfPresent(key)).as("its hash is another now").isNull();
		assertThat(cache.get(List.of(1), (loaded) -> "fresh")).isEqualTo("fresh");
	}

	@Test
	void keyWhoseEqualsThrowsLeavesNothingLocked() throws Exception {
		TtlCache<Object, String> cache = this.caches.open(this.kind, (settings) -> settings.numShards(1).keyLockMax(1));
		cache.put(new Colliding(1), "value");
		Object bad = new Unequal();
		assertThatIllegalStateException().isThrownBy(() -> cache.put(bad, "value"));
		assertThatIllegalStateException().isThrownBy(() -> cache.invalidate(bad));
		assertThatIllegalStateException().isThrownBy(() -> cache.getIfPresent(bad));
		assertThatIllegalStateException().isThrownBy(() -> cache.putIfAbsent(bad, "value"));
		assertThatIllegalStateException().isThrownBy(() -> cache.get(bad, (key) -> "value"));
		Future<String> other = this.workers.start(() -> {
			cache.put("other", "value");
			cache.invalidate(new Colliding(1));
			return cache.get("third", (key) -> "loaded");
		});
		assertThat(Workers.result(other)).isEqualTo("loaded");
		assertThat(cache.keys()).containsExactlyInAnyOrder("other", "third");
		assertThat(cache.metrics().loadsInFlight()).isZero();
	}

	private record Colliding(int number) {

		@Override
		public int hashCode() {
			return 42;
		}

	}

	private static final class Unequal {

		@Override
		@SuppressWarnings("EqualsUnsafeCast")
		public boolean equals(Object other) {
			throw new IllegalStateException("equals that fails on purpose");
		}

		@Override
		public int hashCode() {
			return 42;
		}

	}

}
