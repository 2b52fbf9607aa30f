package io.github.twscache;

import java.time.Duration;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheSettingsTests {

	private static final Duration NEGATIVE = Duration.ofNanos(-1);

	@Test
	void defaultsAreThoseOfTheContract() {
		CacheSettings settings = CacheSettings.builder().build();
		assertThat(settings.numShards()).isEqualTo(8);
		assertThat(settings.keyLockMax()).isEqualTo(2048);
		assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(60));
		assertThat(settings.nullTtl()).isEqualTo(Duration.ofSeconds(60));
		assertThat(settings.ttlJitter()).isZero();
		assertThat(settings.expireAfterAccess()).isNull();
		assertThat(settings.maximum()).isEqualTo(10_000);
		assertThat(settings.weigher()).isNull();
		assertThat(settings.l1Enabled()).isTrue();
		assertThat(settings.l1MaxSize()).isZero();
		assertThat(settings.allowNullValues()).isTrue();
		assertThat(settings.clock()).isEqualTo(CacheSettings.Clock.COARSE);
		assertThat(settings.transactionAware()).isFalse();
		assertThat(settings.recordStats()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 4097, Integer.MIN_VALUE })
	void numberOfShardsOutOfRangeIsRefused(int wrong) {
		assertRefused("num-shards", wrong, (settings) -> settings.numShards(wrong));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 1048577 })
	void numberOfKeyLocksOutOfRangeIsRefused(int wrong) {
		assertRefused("key-lock-max", wrong, (settings) -> settings.keyLockMax(wrong));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MAX_VALUE })
	void boundOutOfRangeIsRefused(long wrong) {
		assertRefused("max-size", wrong, (settings) -> settings.maxSize(wrong));
		assertRefused("max-weight", wrong, (settings) -> settings.maxWeight(wrong));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY })
	void jitterOutOfRangeIsRefused(double wrong) {
		assertRefused("ttl-jitter", wrong, (settings) -> settings.ttlJitter(wrong));
	}

	@Test
	void durationsOutOfRangeAreRefused() {
		assertRefused("ttl", NEGATIVE, (settings) -> settings.ttl(NEGATIVE));
		assertRefused("ttl", null, (settings) -> settings.ttl(null));
		assertRefused("null-ttl", NEGATIVE, (settings) -> settings.nullTtl(NEGATIVE));
		assertRefused("expire-after-access", NEGATIVE, (settings) -> settings.expireAfterAccess(NEGATIVE));
		assertRefused("expire-after-access", Duration.ZERO, (settings) -> settings.expireAfterAccess(Duration.ZERO));
	}

	@Test
	void otherWrongValuesAreRefused() {
		assertRefused("l1.max-size", -1, (settings) -> settings.l1MaxSize(-1));
		assertRefused("l1.max-size", (1 << 24) + 1, (settings) -> settings.l1MaxSize((1 << 24) + 1));
		assertRefused("clock", null, (settings) -> settings.clock(null));
		assertRefused("max-weight", 5, (settings) -> settings.maxWeight(5).build());
	}

	@Test
	void endsOfTheRangesAreAllowed() {
		CacheSettings least = CacheSettings.builder().numShards(1).keyLockMax(1).maxSize(1).ttlJitter(0).build();
		assertThat(least.maximum()).isOne();
		CacheSettings most = CacheSettings.builder()
			.numShards(4096)
			.keyLockMax(1 << 20)
			.ttlJitter(0.999)
			.ttl(Duration.ofSeconds(Long.MAX_VALUE))
			.expireAfterAccess(Duration.ofNanos(1))
			.l1MaxSize(1 << 24)
			.build();
		assertThat(most.numShards()).isEqualTo(4096);
		assertThat(most.expireAfterAccess()).isEqualTo(Duration.ofNanos(1));
	}

	@Test
	void lastOfSizeAndWeightWins() {
		Weigher<Object, Object> weigher = (key, value) -> 1;
		CacheSettings weighed = CacheSettings.builder().weigher(weigher).maxSize(5).maxWeight(7).build();
		assertThat(weighed.maximum()).isEqualTo(7);
		assertThat(weighed.weigher()).isSameAs(weigher);
		assertThat(weighed.asMap()).containsEntry("max-weight", 7L).doesNotContainKey("max-size");
		CacheSettings counted = weighed.toBuilder().maxSize(5).build();
		assertThat(counted.maximum()).isEqualTo(5);
		assertThat(counted.weigher()).isNull();
		assertThat(counted.origins()).containsKey("max-size").doesNotContainKey("max-weight");
	}

	@Test
	void originsAreKeptAsSettingsAreInherited() {
		CacheSettings common = CacheSettings.builder()
			.origin("tws.cache")
			.ttl(Duration.ofSeconds(5))
			.maxSize(7)
			.build();
		CacheSettings own = common.toBuilder().origin("tws.cache.caches.jobs").maxSize(9).build();
		assertThat(own.ttl()).isEqualTo(Duration.ofSeconds(5));
		assertThat(own.origins()).containsEntry("ttl", "tws.cache").containsEntry("max-size", "tws.cache.caches.jobs");
		assertThat(common.origins()).as("the first is as it was").containsEntry("max-size", "tws.cache");
		assertThat(common.maximum()).isEqualTo(7);
	}

	@Test
	void originOfWhatNobodySetIsTheDefault() {
		CacheSettings settings = CacheSettings.builder().maxSize(7).build();
		assertThat(settings.origins()).containsEntry("max-size", "code")
			.containsEntry("ttl", CacheSettings.DEFAULT_ORIGIN)
			.containsEntry("num-shards", CacheSettings.DEFAULT_ORIGIN);
	}

	@Test
	void builderUsedOnLeavesWhatItBuiltAlone() {
		CacheSettingsBuilder builder = CacheSettings.builder().ttl(Duration.ofSeconds(1));
		CacheSettings first = builder.build();
		builder.ttl(Duration.ofSeconds(2)).l1Enabled(false).transactionAware(true).recordStats(false);
		assertThat(first.ttl()).isEqualTo(Duration.ofSeconds(1));
		assertThat(first.l1Enabled()).isTrue();
		assertThat(builder.build().asMap()).containsEntry("ttl", Duration.ofSeconds(2))
			.containsEntry("l1.enabled", false)
			.containsEntry("transaction-aware", true)
			.containsEntry("record-stats", false)
			.containsEntry("clock", "coarse")
			.containsEntry("expire-after-access", null);
	}

	@Test
	void buildersOfCachesAndHierarchiesCheckTheirOwn() {
		for (int wrong : new int[] { 0, 257 }) {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> TwsOptimizedAsyncCache.builder().maxWorkers(wrong))
				.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("max-workers"));
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> CacheHierarchy.builder().maxWorkers(wrong));
		}
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> TwsOptimizedAsyncCache.builder().cleanupInterval(Duration.ZERO))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("cleanup-interval"));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> CacheHierarchy.builder().numShards(0));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> TwsOptimizedAsyncCache.builder().ticker(null));
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> TwsOptimizedAsyncCache.builder().maxWeight(5, null));
	}

	private static void assertRefused(String setting, Object value, Consumer<CacheSettingsBuilder> change) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> change.accept(CacheSettings.builder()))
			.withMessageContaining("'" + setting + "'")
			.withMessageContaining("'" + value + "'")
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo(setting);
				assertThat(ex.getValue()).isEqualTo(String.valueOf(value));
				assertThat(ex.getAllowed()).isNotBlank();
				assertThat(ex.getMend()).endsWith(".");
				assertThat(ex).hasMessageContaining(ex.getAllowed()).hasMessageContaining(ex.getMend());
			});
	}

}
