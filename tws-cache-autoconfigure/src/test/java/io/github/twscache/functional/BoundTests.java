package io.github.twscache.functional;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.ShardStatistics;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class BoundTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void cacheOfOneHoldsOne() {
		TtlCache<Integer, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(1));
		for (int i = 0; i < 100; i++) {
			cache.put(i, "value" + i);
			assertThat(cache.size()).isOne();
		}
		assertThat(cache.keys()).as("nobody read any, so the last one stays").containsExactly(99);
		assertThat(cache.getIfPresent(99)).isEqualTo("value99");
		assertThat(cache.metrics().evictions()).isEqualTo(99);
		cache.put(100, "value100");
		assertThat(cache.keys()).hasSize(1);
	}

	@Test
	void sizeIsWithinTheBoundAfterEveryPut() {
		for (long maxSize : new long[] { 1, 2, 3, 63, 64, 65, 129, 1000 }) {
			for (int shards : new int[] { 1, 8, 4096 }) {
				TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
						(settings) -> settings.maxSize(maxSize).numShards(shards));
				for (int i = 0; i < 3 * maxSize; i++) {
					cache.put(i, i);
					assertThat(cache.size()).isBetween(1L, maxSize);
				}
				assertThat(cache.metrics().evictions()).isEqualTo(3 * maxSize - cache.size());
				assertThat(cache.keys()).allMatch((key) -> key.equals(cache.getIfPresent(key)));
			}
		}
	}

	@Test
	void oneShardHoldsAllItMay() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(5000).numShards(1));
		for (int i = 0; i < 5000; i++) {
			cache.put(i, i);
		}
		assertThat(cache.size()).isEqualTo(5000);
		assertThat(cache.shards()).singleElement().satisfies((shard) -> {
			assertThat(shard.index()).isZero();
			assertThat(shard.size()).isEqualTo(5000);
			assertThat(shard.capacity()).isEqualTo(5000);
			assertThat(shard.ringShare()).isEqualTo(1);
		});
	}

	@Test
	void largestNumberOfShardsWorks() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(125 * 4096).numShards(4096));
		for (int i = 0; i < 50_000; i++) {
			cache.put(i, i);
		}
		assertThat(Caches.shardsInUse(cache)).isEqualTo(4096);
		assertThat(cache.shards()).hasSize(4096);
		assertThat(cache.shards().stream().mapToLong(ShardStatistics::capacity).sum()).isEqualTo(125 * 4096);
		assertThat(cache.shards().stream().mapToLong(ShardStatistics::size).sum()).isEqualTo(cache.size());
		assertThat(cache.size()).isEqualTo(50_000);
		for (int i = 0; i < 50_000; i++) {
			assertThat(cache.getIfPresent(i)).isEqualTo(i);
		}
	}

	@Test
	void smallCacheUsesFewerShards() {
		Map<Long, Integer> inUse = new HashMap<>();
		for (long maxSize : new long[] { 1, 125, 249, 250, 1250, 100_000 }) {
			TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
					(settings) -> settings.maxSize(maxSize).numShards(64));
			inUse.put(maxSize, Caches.shardsInUse(cache));
		}
		assertThat(inUse)
			.containsExactlyInAnyOrderEntriesOf(Map.of(1L, 1, 125L, 1, 249L, 1, 250L, 2, 1250L, 10, 100_000L, 64));
	}

	@Test
	void smallerBoundEvictsBeforeItReturns() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10_000));
		for (int i = 0; i < 8000; i++) {
			cache.put(i, i);
		}
		cache.setMaxSize(100);
		assertThat(cache.size()).isBetween(1L, 100L);
		assertThat(Caches.shardsInUse(cache)).isOne();
		assertThat(cache.settings().maximum()).isEqualTo(100);
		assertThat(cache.metrics().evictions()).isEqualTo(8000 - cache.size());
		for (int i = 0; i < 500; i++) {
			cache.put(i, i);
			assertThat(cache.size()).isLessThanOrEqualTo(100);
		}
	}

	@Test
	void largerBoundHoldsMore() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(100).numShards(8));
		for (int i = 0; i < 200; i++) {
			cache.put(i, i);
		}
		cache.setMaxSize(100_000);
		assertThat(Caches.shardsInUse(cache)).isEqualTo(8);
		long evictions = cache.metrics().evictions();
		for (int i = 0; i < 20_000; i++) {
			cache.put(i, i);
		}
		assertThat(cache.size()).isEqualTo(20_000);
		assertThat(cache.metrics().evictions()).isEqualTo(evictions);
	}

	@Test
	void boundBelowOneIsRefusedAndChangesNothing() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.setMaxSize(0)).withMessageContaining("max-size");
		assertThatIllegalArgumentException().isThrownBy(() -> cache.setMaxSize(-5));
		assertThat(cache.settings().maximum()).isEqualTo(10);
	}

	@Test
	void keysInUseOutliveAFloodOfOthers() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(1000).numShards(1));
		for (int i = 0; i < 500; i++) {
			cache.put(i, i);
		}
		for (int round = 0; round < 20; round++) {
			for (int i = 0; i < 500; i++) {
				cache.getIfPresent(i);
			}
			for (int i = 0; i < 500; i++) {
				cache.put(10_000 + round * 500 + i, i);
			}
		}
		long kept = cache.keys().filter((key) -> key < 500).count();
		assertThat(kept).isGreaterThan(450);
	}

}
