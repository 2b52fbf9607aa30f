package io.github.twscache.functional;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheStatistics;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class CounterTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	private long hits;

	private long misses;

	private long puts;

	private long loads;

	private long cleaned;

	@Test
	void countersEqualWhatTheCallerCountedAndAddUp() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(300).ttl(Duration.ofSeconds(5)));
		SplittableRandom random = new SplittableRandom(42);
		for (int i = 0; i < 30_000; i++) {
			step(cache, random);
			if (i % 1000 == 0) {
				assertAddUp(cache);
			}
		}
		CacheStatistics metrics = cache.metrics();
		assertAddUp(cache);
		assertThat(metrics.hits()).isEqualTo(this.hits);
		assertThat(metrics.misses()).isEqualTo(this.misses);
		assertThat(metrics.gets()).isEqualTo(this.hits + this.misses);
		assertThat(metrics.puts()).isEqualTo(this.puts);
		assertThat(metrics.loads()).isEqualTo(this.loads);
		assertThat(metrics.evictions()).isPositive();
		assertThat(metrics.expirations()).isPositive().isGreaterThanOrEqualTo(this.cleaned);
		assertThat(metrics.invalidations()).isPositive();
		assertThat(metrics.moves()).isPositive();
		assertThat(metrics.l1Hits() > 0).isEqualTo(this.kind == CacheKind.HIERARCHY);
	}

	private void step(TtlCache<Integer, Integer> cache, SplittableRandom random) {
		Integer key = Math.min(random.nextInt(1000), random.nextInt(1000));
		int choice = random.nextInt(100);
		if (choice < 50) {
			lookedUp(cache.getIfPresent(key) != null);
		}
		else if (choice < 70) {
			cache.put(key, key);
			this.puts++;
		}
		else if (choice < 75) {
			this.puts += (cache.putIfAbsent(key, key) != null) ? 0 : 1;
		}
		else if (choice < 85) {
			load(cache, key);
		}
		else if (choice < 90) {
			cache.invalidate(key);
		}
		else if (choice < 95) {
			this.caches.advance(Duration.ofMillis(random.nextInt(100)));
		}
		else if (choice < 98) {
			this.cleaned += cache.cleanUp();
		}
		else if (random.nextInt(20) == 0) {
			cache.resize(1 + random.nextInt(4)).join();
		}
		else if (random.nextInt(20) == 0) {
			cache.invalidateAll();
		}
	}

	private void load(TtlCache<Integer, Integer> cache, Integer key) {
		long before = this.loads;
		cache.get(key, (missing) -> {
			this.loads++;
			return missing;
		});
		lookedUp(this.loads == before);
		this.puts += this.loads - before;
	}

	private void lookedUp(boolean hit) {
		this.hits += hit ? 1 : 0;
		this.misses += hit ? 0 : 1;
	}

	private static void assertAddUp(TtlCache<?, ?> cache) {
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.size())
			.isEqualTo(metrics.inserts() - metrics.evictions() - metrics.expirations() - metrics.invalidations())
			.isEqualTo(metrics.weight())
			.isEqualTo(cache.size());
	}

	@Test
	void loadsAreCountedByTheirEnd() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		cache.get("a", (key) -> "value");
		cache.getAsync("b", (key) -> CompletableFuture.completedFuture("value")).join();
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("c", (key) -> {
			throw new IOException("no");
		}));
		CompletableFuture<String> open = new CompletableFuture<>();
		CompletableFuture<String> answer = cache.getAsync("d", (key) -> open);
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.loads()).isEqualTo(2);
		assertThat(metrics.loadFailures()).isOne();
		assertThat(metrics.loadsInFlight()).isOne();
		assertThat(metrics.loadNanos()).isPositive();
		assertThat(metrics.averageLoadTime()).isPositive();
		assertThat(metrics.misses()).isEqualTo(4);
		open.complete("value");
		assertThat(answer).isCompletedWithValue("value");
		assertThat(cache.metrics().loadsInFlight()).isZero();
		assertThat(cache.metrics().loads()).isEqualTo(3);
	}

	@Test
	void cacheThatRecordsNoStatisticsStillKnowsItsSize() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.recordStats(false).maxSize(100).numShards(1));
		for (int i = 0; i < 1000; i++) {
			cache.put(i % 200, i);
			cache.getIfPresent(i % 200);
			cache.getIfPresent(-1);
		}
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.gets()).isZero();
		assertThat(metrics.puts()).isZero();
		assertThat(metrics.size()).isEqualTo(100);
		assertThat(metrics.evictions()).isEqualTo(metrics.inserts() - 100);
	}

}
