package io.github.twscache.fuzzing;

import java.time.Duration;

import io.github.twscache.CacheSettings;
import io.github.twscache.KeyRule;
import io.github.twscache.NamedCache;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of every setting that was accepted, however it came about.
 */
final class SaneSettings {

	private static final Duration LONG = Duration.ofMinutes(10);

	private SaneSettings() {
	}

	static void assertWithinDocumentedRanges(CacheSettings settings) {
		assertThat(settings.numShards()).isBetween(1, CacheSettings.MAX_SHARDS);
		assertThat(settings.keyLockMax()).isBetween(1, CacheSettings.MAX_KEY_LOCKS);
		assertThat(settings.maximum()).isBetween(1L, Long.MAX_VALUE >> 1);
		assertThat(settings.l1MaxSize()).isBetween(0, 1 << 24);
		assertThat(settings.ttl()).isGreaterThanOrEqualTo(Duration.ZERO);
		assertThat(settings.nullTtl()).isGreaterThanOrEqualTo(Duration.ZERO);
		// As comparisons do it: -0.0 is a fraction like 0.0.
		assertThat(settings.ttlJitter() >= 0 && settings.ttlJitter() < 1).as("fraction %s", settings.ttlJitter())
			.isTrue();
		if (settings.expireAfterAccess() != null) {
			assertThat(settings.expireAfterAccess()).isPositive();
		}
		assertThat(settings.clock()).isNotNull();
		assertThat(settings.singleFlight()).isNotNull();
		assertLoadsWithinDocumentedRanges(settings);
		assertThat(settings.origins().keySet()).isEqualTo(settings.asMap().keySet());
		assertThat(settings.origins().values()).doesNotContainNull();
	}

	private static void assertLoadsWithinDocumentedRanges(CacheSettings settings) {
		Duration soft = settings.loadSoftTimeout();
		Duration hard = settings.loadHardTimeout();
		if (soft != null) {
			assertThat(soft).isPositive();
		}
		if (hard != null) {
			assertThat(hard).isPositive();
			assertThat(soft == null || soft.compareTo(hard) < 0).as("%s below %s", soft, hard).isTrue();
		}
		if (settings.failSafeMaxStale() != null) {
			assertThat(settings.failSafeMaxStale()).isPositive();
		}
		assertThat(settings.failSafeThrottle()).isGreaterThanOrEqualTo(Duration.ZERO);
		if (settings.refreshAhead() != null) {
			assertThat(settings.refreshAhead()).isGreaterThan(0).isLessThan(1);
		}
		for (KeyRule rule : settings.keyRules()) {
			assertThat(rule.keys()).isNotEmpty();
			assertThat(KeyRule.of(rule.keys()).keys()).isEqualTo(rule.keys());
		}
	}

	/** A cache that was made with such settings works. */
	static void assertUsable(NamedCache<Object, Object> cache) {
		cache.put("key", "value");
		Object found = cache.getOrDefault("key", "absent");
		if (mayHaveExpired(cache.settings())) {
			assertThat(found).isIn("value", "absent");
		}
		else {
			assertThat(found).isEqualTo("value");
		}
		assertThat(cache.size()).isLessThanOrEqualTo(1);
		cache.invalidateAll();
		assertThat(cache.getOrDefault("key", "absent")).isEqualTo("absent");
	}

	private static boolean mayHaveExpired(CacheSettings settings) {
		return settings.ttlJitter() > .9 || isShort(settings.ttl()) || isShort(settings.expireAfterAccess())
				|| settings.keyRules().stream().anyMatch((rule) -> rule.matches("key") && mayHaveExpired(rule));
	}

	private static boolean mayHaveExpired(KeyRule rule) {
		return isShort(rule.ttl()) || (rule.ttlJitter() != null && rule.ttlJitter() > .9);
	}

	private static boolean isShort(@Nullable Duration life) {
		return life != null && !life.isZero() && life.compareTo(LONG) < 0;
	}

}
