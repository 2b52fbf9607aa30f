package io.github.twscache.functional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first level steps aside where it would only be in the way.
 */
@Timeout(60)
class Level1RestTests {

	private static final int SLOTS = 64;

	private static final int KEYS = 1000;

	/**
	 * Reads that fill, then judge: two windows of 1,024 samples, each one of 64 reads.
	 */
	private static final int READS_TO_JUDGE = 2 * 1024 * 64 * 2;

	@RegisterExtension
	final Caches caches = new Caches();

	@Test
	void firstLevelRestsWhereAllKeysAreEquallyLikelyAndComesBackForHotOnes() {
		TtlCache<Integer, Integer> cache = this.caches.open(CacheKind.HIERARCHY,
				(settings) -> settings.maxSize(2 * KEYS).l1MaxSize(SLOTS));
		for (int key = 0; key < KEYS; key++) {
			cache.put(key, key);
		}
		read(cache, KEYS, READS_TO_JUDGE);
		assertThat(cache.metrics().l1Size()).isZero();
		long before = cache.metrics().l1Hits();
		read(cache, KEYS, 10_000);
		assertThat(cache.metrics().l1Hits()).isEqualTo(before);
		// The first rest takes 64 windows.
		read(cache, 1, 64 * 1024 * 64 + READS_TO_JUDGE);
		assertThat(cache.metrics().l1Size()).isPositive();
		before = cache.metrics().l1Hits();
		read(cache, 1, 10_000);
		assertThat(cache.metrics().l1Hits() - before).isGreaterThan(9_000);
	}

	private static void read(TtlCache<Integer, Integer> cache, int keys, int times) {
		int wrong = 0;
		for (int i = 0; i < times; i++) {
			Integer value = cache.getIfPresent(i % keys);
			wrong += (value != null && value == i % keys) ? 0 : 1;
		}
		assertThat(wrong).isZero();
	}

}
