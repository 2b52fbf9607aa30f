package io.github.twscache.functional;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.EntryDetails;
import io.github.twscache.EntryDetails.Level;
import io.github.twscache.ShardStatistics;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class InspectionTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void ageAndRemainingTimeAreTold() {
		TtlCache<String, String> cache = open();
		this.caches.advance(Duration.ofHours(5));
		cache.put("key", "value");
		this.caches.advance(Duration.ofMillis(12_345));
		EntryDetails details = cache.inspect("key").orElseThrow();
		assertThat(details.age()).isEqualTo(Duration.ofMillis(12_345));
		assertThat(details.remaining()).isEqualTo(Duration.ofMillis(60_000 - 12_345));
		cache.put("key", "new");
		assertThat(cache.inspect("key").orElseThrow().age()).isZero();
	}

	@Test
	void levelIsTheOneAReadWouldHit() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		assertThat(cache.inspect("key").orElseThrow().level()).isEqualTo(Level.L2);
		for (int i = 0; i < 200; i++) {
			cache.getIfPresent("key");
		}
		Level hot = (this.kind == CacheKind.HIERARCHY) ? Level.L1 : Level.L2;
		assertThat(cache.inspect("key").orElseThrow().level()).isEqualTo(hot);
		long before = (hot == Level.L1) ? cache.metrics().l1Hits() : cache.metrics().l2Hits();
		cache.getIfPresent("key");
		long after = (hot == Level.L1) ? cache.metrics().l1Hits() : cache.metrics().l2Hits();
		assertThat(after).isEqualTo(before + 1);
	}

	@Test
	void shardIsTheOneThatGrows() {
		TtlCache<Integer, String> cache = open();
		for (int i = 0; i < 200; i++) {
			long[] before = cache.shards().stream().mapToLong(ShardStatistics::size).toArray();
			cache.put(i, "value");
			int shard = cache.inspect(i).orElseThrow().shard();
			assertThat(cache.shards().get(shard).size()).isEqualTo(before[shard] + 1);
		}
	}

	@Test
	void inspectionIsNotCounted() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		assertThat(cache.inspect("key")).isPresent();
		assertThat(cache.inspect("none")).isEmpty();
		assertThat(cache.metrics().gets()).isZero();
	}

	@Test
	void keysAreThoseThatCanBeRead() {
		TtlCache<Integer, String> cache = open();
		for (int i = 0; i < 100; i++) {
			cache.put(i, "value", Duration.ofSeconds(1 + i % 2));
		}
		cache.invalidate(1);
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.keys()).allMatch((key) -> key % 2 == 1 && key > 1).hasSize(49);
	}

	@Test
	void shardsShareTheRing() {
		TtlCache<Integer, String> cache = open();
		assertThat(cache.shards()).extracting(ShardStatistics::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
		assertThat(cache.shards().stream().mapToDouble(ShardStatistics::ringShare).sum()).isEqualTo(1);
		assertThat(cache.shards()).allSatisfy((shard) -> {
			assertThat(shard.ringShare()).isBetween(0.08, 0.18);
			assertThat((double) shard.capacity()).isBetween(10_000 * shard.ringShare() - 1,
					10_000 * shard.ringShare() + 2);
			assertThat(shard.lockContentions()).isZero();
		});
	}

	private <K> TtlCache<K, String> open() {
		return this.caches.open(this.kind, (settings) -> settings.ttl(Duration.ofSeconds(60)));
	}

}
