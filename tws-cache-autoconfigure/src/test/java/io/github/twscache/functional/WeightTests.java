package io.github.twscache.functional;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheStatistics;
import io.github.twscache.TtlCache;
import io.github.twscache.Weigher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class WeightTests {

	private static final int MAX_WEIGHT = 1000;

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void sumOfWeightsStaysWithinTheBoundAndIsTrue() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		SplittableRandom random = new SplittableRandom(7);
		for (int i = 0; i < 3000; i++) {
			cache.put(random.nextInt(200), "x".repeat(random.nextInt(60)));
			assertThat(cache.metrics().weight()).isBetween(0L, (long) MAX_WEIGHT);
		}
		CacheStatistics metrics = cache.metrics();
		long sum = cache.keys().mapToLong((key) -> cache.getIfPresent(key).length()).sum();
		assertThat(metrics.weight()).isEqualTo(sum).isGreaterThan(MAX_WEIGHT / 2);
		assertThat(metrics.evictions()).isPositive();
	}

	@Test
	void overweightEntryIsNotKeptAndEvictsNobody() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		for (int i = 0; i < 100; i++) {
			cache.put(i, "x".repeat(10));
		}
		cache.put(1000, "x".repeat(MAX_WEIGHT + 1));
		assertThat(cache.getIfPresent(1000)).isNull();
		assertThat(cache.keys()).hasSize(100);
		assertThat(cache.metrics().weight()).isEqualTo(MAX_WEIGHT);
		assertThat(cache.metrics().evictions()).isOne();
	}

	@Test
	void overweightOverwriteTakesTheOldValueAwayAndNobodyElse() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		for (int i = 0; i < 50; i++) {
			cache.put(i, "x".repeat(10));
		}
		cache.put(7, "x".repeat(MAX_WEIGHT + 1));
		assertThat(cache.getIfPresent(7)).isNull();
		assertThat(cache.keys()).hasSize(49);
		assertThat(cache.metrics().weight()).isEqualTo(490);
	}

	@Test
	void entryThatGrowsEvictsOthers() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		for (int i = 0; i < 100; i++) {
			cache.put(i, "x".repeat(10));
		}
		cache.put(50, "x".repeat(500));
		assertThat(cache.metrics().weight()).isBetween(1L, (long) MAX_WEIGHT);
		assertThat(cache.metrics().evictions()).isGreaterThanOrEqualTo(49);
	}

	@Test
	void entryThatShrinksMakesRoom() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		cache.put(0, "x".repeat(900));
		cache.put(0, "x");
		for (int i = 1; i < 100; i++) {
			cache.put(i, "x".repeat(10));
		}
		assertThat(cache.metrics().weight()).isEqualTo(991);
		assertThat(cache.metrics().evictions()).isZero();
	}

	@Test
	void weightlessEntriesTakeNoRoom() {
		TtlCache<Integer, String> cache = open((key, value) -> value.length());
		for (int i = 0; i < 2000; i++) {
			cache.put(i, "");
		}
		assertThat(cache.size()).isEqualTo(2000);
		assertThat(cache.metrics().weight()).isZero();
	}

	@Test
	void cachedNullIsWeighedAsNull() {
		TtlCache<Integer, String> cache = open((key, value) -> (value == null) ? 5 : 1);
		cache.put(1, null);
		assertThat(cache.metrics().weight()).isEqualTo(5);
	}

	@Test
	void weigherThatThrowsChangesNothing() {
		IllegalStateException failure = new IllegalStateException("no weight");
		TtlCache<Integer, String> cache = open((key, value) -> {
			if (value.startsWith("bad")) {
				throw failure;
			}
			return 1;
		});
		cache.put(1, "good");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cache.put(1, "bad")).isSameAs(failure);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> cache.putIfAbsent(2, "bad"))
			.isSameAs(failure);
		assertThat(cache.getIfPresent(1)).isEqualTo("good");
		assertThat(cache.getIfPresent(2)).isNull();
		assertThat(cache.metrics().puts()).isOne();
		assertThat(cache.metrics().inserts()).isOne();
	}

	@Test
	void negativeWeightIsRefusedAndChangesNothing() {
		TtlCache<Integer, String> cache = open((key, value) -> value.equals("bad") ? -1 : 1);
		cache.put(1, "good");
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put(1, "bad")).withMessageContaining("-1");
		assertThat(cache.getIfPresent(1)).isEqualTo("good");
		assertThat(cache.metrics().weight()).isOne();
	}

	@Test
	void callersGetALoadedValueThatCannotBeWeighed() {
		TtlCache<Integer, String> cache = open((key, value) -> {
			throw new IllegalArgumentException("no weight");
		});
		assertThat(cache.get(1, (key) -> "loaded")).isEqualTo("loaded");
		assertThat(cache.getAsync(2, (key) -> CompletableFuture.completedFuture("loaded")).join()).isEqualTo("loaded");
		assertThat(cache.size()).isZero();
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.metrics().loads()).isEqualTo(2);
	}

	@Test
	void movedEntriesKeepTheirWeight() {
		TtlCache<Integer, String> cache = this.caches.open(this.kind,
				(settings) -> settings.maxWeight(100_000).weigher((key, value) -> 7).numShards(2));
		for (int i = 0; i < 1000; i++) {
			cache.put(i, "value");
		}
		cache.resize(16).join();
		assertThat(cache.metrics().moves()).isPositive();
		assertThat(cache.metrics().weight()).isEqualTo(7 * cache.size());
		assertThat(cache.size()).isEqualTo(1000);
	}

	private TtlCache<Integer, String> open(Weigher<Integer, String> weigher) {
		return this.caches.open(this.kind, (settings) -> settings.maxWeight(MAX_WEIGHT).weigher(weigher).numShards(1));
	}

}
