package io.github.twscache.metrics;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.NamedCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ShardMeters}.
 */
class ShardMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final CacheHierarchy hierarchy = CacheHierarchy.builder()
		.settings((name) -> name.equals("small") ? CacheSettings.builder().maxSize(250).build()
				: CacheSettings.builder().build())
		.build();

	@BeforeEach
	void bind() {
		new CacheHierarchyMetrics(this.hierarchy, () -> "cacheManager").bindTo(this.registry);
	}

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void everyShardHasAGaugeOfItsSize() {
		NamedCache<Integer, String> cache = filled("jobs");
		cache.shards().forEach((shard) -> assertThat(size("jobs", shard.index())).isEqualTo(shard.size()));
		assertThat(shardsWithGauge("jobs")).containsExactlyElementsOf(upTo(8));
		assertThat(total("jobs")).isEqualTo(1_000);
	}

	@Test
	void gaugeIsUpToDateEachTimeItIsRead() {
		NamedCache<Integer, String> cache = filled("jobs");
		assertThat(total("jobs")).isEqualTo(1_000);
		cache.invalidate(0);
		assertThat(total("jobs")).isEqualTo(999);
		cache.invalidateAll();
		assertThat(total("jobs")).isZero();
	}

	@Test
	void smallCacheHasGaugesForTheShardsItUses() {
		NamedCache<Integer, String> cache = this.hierarchy.cache("small");
		assertThat(cache.numShardsInUse()).isEqualTo(2);
		assertThat(shardsWithGauge("small")).containsExactlyElementsOf(upTo(2));
	}

	@Test
	void gaugesFollowAResizeUpAndDown() throws Exception {
		NamedCache<Integer, String> cache = filled("jobs");
		for (int numShards : new int[] { 16, 3, 8, 1 }) {
			this.hierarchy.resize(numShards).get(30, TimeUnit.SECONDS);
			assertThat(cache.numShardsInUse()).isEqualTo(numShards);
			// Listeners hear of a change after those who wait for it.
			await().untilAsserted(() -> assertThat(shardsWithGauge("jobs")).containsExactlyElementsOf(upTo(numShards)));
			assertThat(total("jobs")).isEqualTo(cache.size());
		}
	}

	private NamedCache<Integer, String> filled(String name) {
		NamedCache<Integer, String> cache = this.hierarchy.cache(name);
		for (int i = 0; i < 1_000; i++) {
			cache.put(i, "value");
		}
		return cache;
	}

	private List<Integer> shardsWithGauge(String cache) {
		return gauges(cache).stream()
			.map((gauge) -> Integer.valueOf(String.valueOf(gauge.getId().getTag("shard"))))
			.sorted()
			.toList();
	}

	private long total(String cache) {
		return whole(gauges(cache).stream().mapToDouble(Gauge::value).sum());
	}

	private long size(String cache, int shard) {
		return whole(search(cache).tag("shard", String.valueOf(shard)).gauges().iterator().next().value());
	}

	private static long whole(double value) {
		return BigDecimal.valueOf(value).longValueExact();
	}

	private Collection<Gauge> gauges(String cache) {
		return search(cache).gauges();
	}

	private Search search(String cache) {
		return this.registry.find("tws.cache.shard.size").tag("cache", cache);
	}

	private static List<Integer> upTo(int numShards) {
		return IntStream.range(0, numShards).boxed().toList();
	}

}
