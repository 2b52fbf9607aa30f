package io.github.twscache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.twscache.baseline.BaselineAsyncTtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What "drop-in replacement" means: the baseline and the optimised cache, alone and in a
 * hierarchy, pass the same tests.
 */
class AsyncTtlCacheContractTests {

	private static final Duration TTL = Duration.ofSeconds(60);

	private final FakeTicker ticker = new FakeTicker();

	record Maker(String name, Function<Ticker, AsyncTtlCache<String, String>> make) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	static Stream<Maker> caches() {
		return Stream.of(
				new Maker("baseline", (ticker) -> new BaselineAsyncTtlCache<>(8, TTL, Duration.ofSeconds(30), ticker)),
				new Maker("optimized",
						(ticker) -> TwsOptimizedAsyncCache.<String, String>builder().ttl(TTL).ticker(ticker).build()),
				new Maker("hierarchy",
						(ticker) -> CacheHierarchy.builder()
							.ticker(ticker)
							.settings((name) -> CacheSettings.builder().ttl(TTL).allowNullValues(false).build())
							.build()
							.cache("jobs")));
	}

	@ParameterizedTest
	@MethodSource("caches")
	void valueThatWasSetIsReturnedWithoutChangingThreads(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			assertThat(cache.get("PAYROLL").join()).isEmpty();
			cache.set("PAYROLL", "READY").join();
			CompletableFuture<Optional<String>> hit = cache.get("PAYROLL");
			assertThat(hit).isCompletedWithValue(Optional.of("READY"));
			Thread[] ranIn = new Thread[1];
			hit.thenRun(() -> ranIn[0] = Thread.currentThread()).join();
			assertThat(ranIn[0]).isSameAs(Thread.currentThread());
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void laterSetReplacesValueAndDeadline(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			cache.set("PAYROLL", "READY").join();
			this.ticker.advance(Duration.ofSeconds(59));
			cache.set("PAYROLL", "EXEC").join();
			this.ticker.advance(Duration.ofSeconds(59));
			assertThat(cache.get("PAYROLL").join()).contains("EXEC");
			assertThat(cache.size()).isOne();
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void valueIsReturnedUntilItsDeadlineAndNotAtIt(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			cache.set("PAYROLL", "READY").join();
			this.ticker.advance(TTL.minusNanos(1));
			assertThat(cache.get("PAYROLL").join()).contains("READY");
			this.ticker.advance(Duration.ofNanos(1));
			assertThat(cache.get("PAYROLL").join()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void timeToLiveOfItsOwnWins(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			cache.set("short", "1", Duration.ofSeconds(1)).join();
			cache.set("long", "2", Duration.ofSeconds(600)).join();
			cache.set("eternal", "3", Duration.ZERO).join();
			this.ticker.advance(Duration.ofSeconds(1));
			assertThat(cache.get("short").join()).isEmpty();
			this.ticker.advance(Duration.ofSeconds(598));
			assertThat(cache.get("long").join()).contains("2");
			this.ticker.advance(Duration.ofDays(3650));
			assertThat(cache.get("long").join()).isEmpty();
			assertThat(cache.get("eternal").join()).contains("3");
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void deleteTellsWhetherThereWasALiveValue(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			cache.set("PAYROLL", "READY").join();
			cache.set("BACKUP", "READY", Duration.ofSeconds(1)).join();
			this.ticker.advance(Duration.ofSeconds(1));
			assertThat(cache.delete("PAYROLL").join()).isTrue();
			assertThat(cache.delete("PAYROLL").join()).isFalse();
			assertThat(cache.delete("BACKUP").join()).isFalse();
			assertThat(cache.get("PAYROLL").join()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void clearRemovesEverything(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			for (int i = 0; i < 1000; i++) {
				cache.set("job-" + i, "READY").join();
			}
			assertThat(cache.size()).isEqualTo(1000);
			cache.clear().join();
			assertThat(cache.size()).isZero();
			for (int i = 0; i < 1000; i++) {
				assertThat(cache.get("job-" + i).join()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void metricsCountHitsAndMisses(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			cache.set("PAYROLL", "READY").join();
			cache.get("PAYROLL").join();
			cache.get("PAYROLL").join();
			cache.get("BACKUP").join();
			assertThat(cache.metrics().hits()).isEqualTo(2);
			assertThat(cache.metrics().misses()).isOne();
			assertThat(cache.metrics().size()).isOne();
			assertThat(cache.metrics().hitRatio()).isEqualTo(2.0 / 3);
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	@SuppressWarnings("NullAway")
	void badArgumentsAreRefusedByTheCallItself(Maker maker) {
		try (AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker)) {
			assertThatIllegalArgumentException().isThrownBy(() -> cache.get(null)).withMessageContaining("null");
			assertThatIllegalArgumentException().isThrownBy(() -> cache.set(null, "READY"))
				.withMessageContaining("null");
			assertThatIllegalArgumentException().isThrownBy(() -> cache.delete(null)).withMessageContaining("null");
			assertThatIllegalArgumentException().isThrownBy(() -> cache.set("PAYROLL", null))
				.withMessageContaining("null");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> cache.set("PAYROLL", "READY", Duration.ofSeconds(-1)));
			assertThat(cache.size()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("caches")
	void everyUseAfterCloseIsRefused(Maker maker) {
		AsyncTtlCache<String, String> cache = maker.make().apply(this.ticker);
		cache.set("PAYROLL", "READY").join();
		cache.close();
		cache.close();
		assertThatIllegalStateException().isThrownBy(() -> cache.get("PAYROLL")).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> cache.set("PAYROLL", "EXEC"))
			.withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> cache.delete("PAYROLL")).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(cache::clear).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(cache::size).withMessageContaining("closed");
	}

}
