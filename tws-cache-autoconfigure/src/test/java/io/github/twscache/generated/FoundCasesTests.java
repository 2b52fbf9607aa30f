package io.github.twscache.generated;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import io.github.twscache.EntryDetails.Level;
import io.github.twscache.FakeTicker;
import io.github.twscache.NamedCache;
import io.github.twscache.TwsOptimizedAsyncCache;
import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was found while the generated cases were written, one test a case.
 */
@Timeout(60)
class FoundCasesTests {

	private static final int ROUNDS = 20;

	/** Enough for the first level: every 64th hit of a thread is promoted. */
	private static final int BURST = 200;

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void ageOfAnOverwrittenEntryThatNeverExpiresIsThatOfItsNewValue() {
		FakeTicker ticker = new FakeTicker();
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder()
			.ttl(Duration.ZERO)
			.ticker(ticker)
			.build()) {
			cache.put("key", "old");
			ticker.advance(Duration.ofHours(1));
			cache.put("key", "new");
			assertThat(cache.inspect("key").orElseThrow().age()).isZero();
		}
	}

	@Test
	void ageIsThatOfTheNewValueAlsoIfTheDeadlineStays() {
		FakeTicker ticker = new FakeTicker();
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder()
			.ttl(Duration.ofSeconds(60))
			.ticker(ticker)
			.build()) {
			cache.put("key", "old");
			ticker.advance(Duration.ofSeconds(20));
			cache.setTtl(Duration.ofSeconds(40));
			cache.put("key", "new");
			assertThat(cache.inspect("key").orElseThrow().age()).isZero();
		}
	}

	@Test
	void largerBoundWithMoreShardsEvictsNothing() {
		try (TwsOptimizedAsyncCache<Integer, Integer> cache = TwsOptimizedAsyncCache.<Integer, Integer>builder()
			.maxSize(100)
			.numShards(8)
			.build()) {
			for (int i = 0; i < 100; i++) {
				cache.put(i, i);
			}
			cache.setMaxSize(100_000);
			assertThat(cache.numShardsInUse()).isEqualTo(8);
			assertThat(cache.metrics().evictions()).isZero();
			assertThat(cache.size()).isEqualTo(100);
		}
	}

	/**
	 * A clear detaches one shard after the other and then empties the first level. Who
	 * finds a key gone in between must not find it there afterwards.
	 */
	@Test
	void keyInvalidatedDuringAClearIsNotReadAfterwards() throws Exception {
		CacheSettings settings = CacheSettings.builder().maxSize(125 * 4096).numShards(4096).ttl(Duration.ZERO).build();
		try (CacheHierarchy hierarchy = CacheHierarchy.builder().settings((name) -> settings).build()) {
			NamedCache<Integer, String> cache = hierarchy.cache("cleared");
			int key = keyOfTheFirstOfShards(cache);
			for (int round = 0; round < ROUNDS; round++) {
				cache.put(key, "old");
				for (int i = 0; i < BURST; i++) {
					cache.getIfPresent(key);
				}
				assertThat(cache.inspect(key).orElseThrow().level()).isEqualTo(Level.L1);
				Future<Long> clearing = this.workers.start(cache::invalidateAll);
				while (cache.inspect(key).isPresent()) {
					Thread.onSpinWait();
				}
				boolean removed = cache.invalidate(key);
				assertThat(cache.getIfPresent(key)).as("value after invalidate, which gave %s", removed).isNull();
				Workers.result(clearing);
			}
		}
	}

	/** Gives the key whose shard is detached before all others. */
	private static int keyOfTheFirstOfShards(NamedCache<Integer, String> cache) {
		for (int i = 0; i < 1000; i++) {
			cache.put(i, "value");
		}
		int first = IntStream.range(0, 1000)
			.boxed()
			.min(Comparator.comparing((key) -> cache.inspect(key).orElseThrow().shard()))
			.orElseThrow();
		cache.invalidateAll();
		return first;
	}

}
