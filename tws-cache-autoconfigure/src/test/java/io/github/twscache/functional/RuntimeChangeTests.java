package io.github.twscache.functional;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheSettings;
import io.github.twscache.ShardStatistics;
import io.github.twscache.TtlCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class RuntimeChangeTests {

	@RegisterExtension
	final Caches caches = new Caches();

	@RegisterExtension
	final Workers workers = new Workers();

	@Parameter
	CacheKind kind;

	@Test
	void nothingIsLostWhileShardsComeAndGo() throws Exception {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(100_000).numShards(2));
		for (int i = 0; i < 5000; i++) {
			cache.put(i, i);
		}
		AtomicBoolean stop = new AtomicBoolean();
		Future<Integer> missing = this.workers.start(() -> {
			int absent = 0;
			for (int i = 0; !stop.get(); i = (i + 1) % 5000) {
				absent += (cache.getIfPresent(i) != null) ? 0 : 1;
			}
			return absent;
		});
		Future<Integer> written = this.workers.start(() -> {
			int writes = 0;
			for (; !stop.get(); writes++) {
				cache.put(writes % 5000, writes % 5000, Duration.ofSeconds(30 + writes % 30));
			}
			return writes;
		});
		for (int shards : new int[] { 16, 3, 64, 1, 9 }) {
			cache.resize(shards).join();
			assertThat(Caches.shardsInUse(cache)).isEqualTo(shards);
		}
		stop.set(true);
		assertThat(Workers.result(missing)).isZero();
		assertThat(Workers.result(written)).isPositive();
		assertThat(cache.size()).isEqualTo(5000);
		assertThat(cache.metrics().evictions()).isZero();
		assertThat(cache.shards().stream().mapToLong(ShardStatistics::capacity).sum()).isEqualTo(100_000);
		assertThat(cache.shards().stream().mapToLong(ShardStatistics::size).sum()).isEqualTo(5000);
	}

	/** A read that found an entry just before it moved took its end for its expiry. */
	@Test
	void readsMissNothingWhileEntriesMoveToAndFro() throws Exception {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(100_000).numShards(2).l1Enabled(false));
		for (int i = 0; i < 500; i++) {
			cache.put(i, i);
		}
		AtomicBoolean stop = new AtomicBoolean();
		List<Future<Integer>> missing = new ArrayList<>();
		for (int reader = 0; reader < 3; reader++) {
			missing.add(this.workers.start(() -> {
				int absent = 0;
				for (int i = 0; !stop.get(); i = (i + 1) % 500) {
					absent += (cache.getIfPresent(i) != null) ? 0 : 1;
				}
				return absent;
			}));
		}
		for (int i = 0; i < 120; i++) {
			for (int shards : new int[] { 16, 3, 64, 1, 9 }) {
				cache.resize(shards).join();
			}
		}
		stop.set(true);
		for (Future<Integer> absent : missing) {
			assertThat(Workers.result(absent)).isZero();
		}
	}

	@Test
	void boundHoldsAtEveryLookWhileShardsComeAndGo() throws Exception {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxSize(2000).numShards(4));
		for (int i = 0; i < 4000; i++) {
			cache.put(-i, i);
		}
		AtomicBoolean stop = new AtomicBoolean();
		Future<Long> most = this.workers.start(() -> {
			long largest = cache.size();
			while (!stop.get()) {
				largest = Math.max(largest, cache.size());
			}
			return largest;
		});
		Future<Integer> written = this.workers.start(() -> {
			int writes = 0;
			for (; !stop.get(); writes++) {
				cache.put(writes, writes);
			}
			return writes;
		});
		for (int shards : new int[] { 16, 2, 31, 1, 8, 30, 3, 17, 1, 31 }) {
			cache.resize(shards).join();
		}
		stop.set(true);
		assertThat(Workers.result(written)).isPositive();
		assertThat(Workers.result(most)).isBetween(1L, 2000L);
	}

	@Test
	void changedSettingsSayWhereTheyCameFrom() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind);
		cache.setTtl(Duration.ofMinutes(5));
		cache.setMaxSize(5000);
		cache.resize(4).join();
		CacheSettings settings = cache.settings();
		assertThat(settings.ttl()).isEqualTo(Duration.ofMinutes(5));
		assertThat(settings.maximum()).isEqualTo(5000);
		assertThat(settings.numShards()).isEqualTo(4);
		assertThat(settings.origins()).containsEntry("ttl", CacheSettings.RUNTIME_ORIGIN)
			.containsEntry("max-size", CacheSettings.RUNTIME_ORIGIN)
			.containsEntry("num-shards", CacheSettings.RUNTIME_ORIGIN);
	}

	@Test
	void boundOfAWeighedCacheIsItsWeight() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind,
				(settings) -> settings.maxWeight(1000).weigher((key, value) -> 10).numShards(1));
		for (int i = 0; i < 200; i++) {
			cache.put(i, i);
		}
		assertThat(cache.size()).isEqualTo(100);
		cache.setMaxSize(500);
		assertThat(cache.size()).isEqualTo(50);
		assertThat(cache.settings().asMap()).containsEntry("max-weight", 500L).doesNotContainKey("max-size");
	}

	@Test
	void wrongNumberOfShardsIsRefusedAndChangesNothing() {
		TtlCache<Integer, Integer> cache = this.caches.open(this.kind);
		for (int wrong : new int[] { 0, -1, 4097 }) {
			assertThatIllegalArgumentException().isThrownBy(() -> cache.resize(wrong))
				.withMessageContaining("num-shards")
				.withMessageContaining("1 to 4096");
		}
		assertThat(cache.settings().numShards()).isEqualTo(8);
		assertThat(Caches.shardsInUse(cache)).isEqualTo(8);
	}

}
