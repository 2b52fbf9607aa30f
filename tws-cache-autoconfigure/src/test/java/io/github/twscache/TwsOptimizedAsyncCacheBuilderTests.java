package io.github.twscache;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class TwsOptimizedAsyncCacheBuilderTests {

	@Test
	void whatIsSetIsInForce() {
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder()
			.name("jobs")
			.ttl(Duration.ofSeconds(5))
			.numShards(3)
			.maxWorkers(2)
			.cleanupInterval(Duration.ofSeconds(1))
			.maxSize(500)
			.settings((settings) -> settings.clock(CacheSettings.Clock.EXACT))
			.build()) {
			assertThat(cache.name()).isEqualTo("jobs");
			assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(5));
			assertThat(cache.settings().maximum()).isEqualTo(500);
			assertThat(cache.settings().clock()).isEqualTo(CacheSettings.Clock.EXACT);
			assertThat(cache.numShardsInUse()).isEqualTo(3);
		}
	}

	@Test
	void nullsAreRefusedUnlessAllowed() {
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder().build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> cache.set("key", null));
		}
	}

	@Test
	void weightMayBeBoundedInsteadOfSize() {
		FakeTicker ticker = new FakeTicker();
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder()
			.maxWeight(10, (key, value) -> value.length())
			.ticker(ticker)
			.build()) {
			cache.put("a", "12345");
			cache.put("b", "123456");
			assertThat(cache.metrics().weight()).isLessThanOrEqualTo(10).isPositive();
			ticker.advance(Duration.ofSeconds(60));
			assertThat(cache.cleanUp()).isEqualTo(1);
		}
	}

	@Test
	void hierarchyMayBeBuiltByNumberOfShardsAlone() {
		try (CacheHierarchy hierarchy = CacheHierarchy.builder()
			.numShards(5)
			.maxWorkers(1)
			.cleanupInterval(Duration.ofSeconds(1))
			.build()) {
			assertThat(hierarchy.cache("jobs").numShardsInUse()).isEqualTo(5);
			assertThat(hierarchy.numShards()).isEqualTo(5);
		}
	}

}
