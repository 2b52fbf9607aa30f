package io.github.twscache.benchmarks.growth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.benchmarks.rivals.CacheSpec;
import io.github.twscache.benchmarks.rivals.Rival;
import io.github.twscache.benchmarks.timing.SettableTicker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ExpiringCache}.
 */
class ExpiringCacheTests {

	@ParameterizedTest
	@EnumSource(names = { "TWS", "TWS_WITHOUT_L1", "BASELINE", "CAFFEINE" })
	void expiresByTheClockThatIsSet(Rival rival) {
		SettableTicker ticker = new SettableTicker();
		try (ExpiringCache cache = ExpiringCache.of(rival, 20_000, ticker)) {
			for (int i = 0; i < 5000; i++) {
				cache.put(i);
			}
			cache.promote(1);
			ticker.set(ticker.read() + CacheSpec.USUAL_TTL.toNanos() - 1);
			cache.put(5000);
			cache.cleanUp();
			assertThat(cache.size()).isEqualTo(5001);
			ticker.set(ticker.read() + 1);
			cache.cleanUp();
			assertThat(cache.size()).isEqualTo(1);
		}
	}

	@Test
	void othersAreRefused() {
		SettableTicker ticker = new SettableTicker();
		assertThatIllegalArgumentException().isThrownBy(() -> ExpiringCache.of(Rival.EHCACHE, 100, ticker))
			.withMessageContaining("ehcache");
	}

}
