package io.github.twscache.functional;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheStatistics;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class TimeToLiveTests {

	private static final Duration TTL = Duration.ofSeconds(10);

	private static final Duration CENTURY = Duration.ofDays(36_500);

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void expiredEntryIsNeverReturnedEvenWithoutCleanup() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		this.caches.advance(TTL.minusNanos(1));
		assertThat(cache.getIfPresent("key")).isEqualTo("value");
		this.caches.advance(Duration.ofNanos(1));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.get("key").join()).isEmpty();
		assertThat(cache.getOrDefault("key", "absent")).isEqualTo("absent");
		assertThat(cache.inspect("key")).isEmpty();
		assertThat(cache.keys()).isEmpty();
		assertThat(cache.size()).as("not cleaned up").isOne();
	}

	@Test
	void expiredEntryOfTheFirstLevelIsNotReturned() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		for (int i = 0; i < 200; i++) {
			assertThat(cache.getIfPresent("key")).isEqualTo("value");
		}
		assertThat(cache.metrics().l1Hits() > 0).isEqualTo(this.kind == CacheKind.HIERARCHY);
		this.caches.advance(TTL);
		assertThat(cache.getIfPresent("key")).isNull();
	}

	@Test
	void cleanUpRemovesExactlyWhatIsDue() {
		TtlCache<Integer, String> cache = this.caches.open(this.kind);
		for (int i = 1; i <= 1000; i++) {
			cache.put(i, "value", Duration.ofMillis(i));
		}
		this.caches.advance(Duration.ofMillis(500));
		assertThat(cache.cleanUp()).isEqualTo(500);
		assertThat(cache.size()).isEqualTo(500);
		assertThat(cache.keys()).allMatch((key) -> key > 500).hasSize(500);
		assertThat(cache.cleanUp()).isZero();
		CacheStatistics metrics = cache.metrics();
		assertThat(metrics.expirations()).isEqualTo(500);
		assertThat(metrics.cleanups()).isEqualTo(2);
		this.caches.advance(Duration.ofDays(1));
		assertThat(cache.cleanUp()).isEqualTo(500);
		assertThat(cache.size()).isZero();
	}

	@Test
	void timeToLiveOfAPutWinsOverTheCaches() {
		TtlCache<String, String> cache = open();
		cache.put("short", "value", Duration.ofSeconds(1));
		cache.set("long", "value", Duration.ofSeconds(100)).join();
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.getIfPresent("short")).isNull();
		this.caches.advance(Duration.ofSeconds(98));
		assertThat(cache.getIfPresent("long")).isEqualTo("value");
	}

	@Test
	void zeroTtlNeverExpires() {
		TtlCache<String, String> byPut = open();
		byPut.put("key", "value", Duration.ZERO);
		TtlCache<String, String> bySetting = this.caches.open(this.kind, (settings) -> settings.ttl(Duration.ZERO));
		bySetting.put("key", "value");
		this.caches.advance(CENTURY);
		assertThat(byPut.cleanUp() + bySetting.cleanUp()).isZero();
		assertThat(byPut.getIfPresent("key")).isEqualTo("value");
		assertThat(bySetting.getIfPresent("key")).isEqualTo("value");
		assertThat(bySetting.inspect("key").orElseThrow().remaining()).isNull();
	}

	@Test
	void hugeTtlNeverExpiresAndOverflowsNothing() {
		List<Duration> huge = List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE),
				Duration.ofNanos(Long.MAX_VALUE - 1), Duration.ofDays(106_751));
		for (Duration ttl : huge) {
			TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.ttl(ttl));
			this.caches.advance(Duration.ofSeconds(1));
			cache.put("own", "value");
			cache.put("put", "value", ttl);
			cache.cleanUp();
			this.caches.advance(Duration.ofDays(10_000));
			assertThat(cache.cleanUp()).as("%s", ttl).isZero();
			assertThat(cache.getIfPresent("own")).as("%s", ttl).isEqualTo("value");
			assertThat(cache.getIfPresent("put")).as("%s", ttl).isEqualTo("value");
		}
	}

	@Test
	void negativeTtlIsRefusedAndChangesNothing() {
		TtlCache<String, String> cache = open();
		cache.put("key", "old");
		Duration negative = Duration.ofNanos(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("key", "new", negative))
			.withMessageContaining("ttl");
		assertThatIllegalArgumentException().isThrownBy(() -> cache.set("key", "new", negative));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.setTtl(negative));
		assertThat(cache.getIfPresent("key")).isEqualTo("old");
		assertThat(cache.settings().ttl()).isEqualTo(TTL);
		assertThat(cache.metrics().puts()).isOne();
	}

	@Test
	void overwriteRestartsTheTime() {
		TtlCache<String, String> cache = open();
		cache.put("key", "old");
		this.caches.advance(Duration.ofSeconds(8));
		cache.put("key", "new");
		this.caches.advance(Duration.ofSeconds(8));
		assertThat(cache.cleanUp()).isZero();
		assertThat(cache.getIfPresent("key")).isEqualTo("new");
		this.caches.advance(Duration.ofSeconds(2));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void overwriteWithAShorterTimeExpiresSooner() {
		TtlCache<String, String> cache = open();
		cache.put("key", "old", Duration.ZERO);
		cache.put("key", "new", Duration.ofSeconds(5));
		this.caches.advance(Duration.ofSeconds(5));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void timeToLiveChangedWhileRunningAppliesToWhatIsStoredFromThenOn() {
		TtlCache<String, String> cache = open();
		cache.put("before", "value");
		cache.setTtl(Duration.ofSeconds(100));
		cache.put("after", "value");
		this.caches.advance(TTL);
		assertThat(cache.getIfPresent("before")).isNull();
		this.caches.advance(Duration.ofSeconds(89));
		assertThat(cache.getIfPresent("after")).isEqualTo("value");
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.getIfPresent("after")).isNull();
	}

	@Test
	void jitterShortensWithinItsFraction() {
		TtlCache<Integer, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofSeconds(1000)).ttlJitter(0.2));
		List<Long> seconds = new ArrayList<>();
		for (int i = 0; i < 2000; i++) {
			cache.put(i, "value");
			seconds.add(cache.inspect(i).orElseThrow().remaining().toSeconds());
		}
		assertThat(seconds).allMatch((remaining) -> remaining >= 799 && remaining <= 1000);
		assertThat(Collections.min(seconds)).isLessThan(820);
		assertThat(Collections.max(seconds)).isGreaterThan(980);
	}

	@Test
	void jitterLeavesAloneWhatNeverExpires() {
		TtlCache<String, String> cache = this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ZERO).ttlJitter(0.5));
		cache.put("key", "value");
		assertThat(cache.inspect("key").orElseThrow().remaining()).isNull();
	}

	@Test
	void expiredEntryIsNoneToThoseWhoAskWhetherThereIsOne() {
		TtlCache<String, String> cache = open();
		cache.put("a", "old");
		cache.put("b", "old");
		this.caches.advance(TTL);
		assertThat(cache.putIfAbsent("a", "new")).isNull();
		assertThat(cache.getIfPresent("a")).isEqualTo("new");
		assertThat(cache.invalidate("b")).isFalse();
		assertThat(cache.size()).isOne();
		assertThat(cache.metrics().expirations()).isOne();
	}

	@Test
	void clockThatRunsBackwardsLosesNothing() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		this.caches.advance(Duration.ofHours(-1));
		assertThat(cache.getIfPresent("key")).isEqualTo("value");
		assertThat(cache.cleanUp()).isZero();
		cache.put("other", "value");
		this.caches.advance(Duration.ofHours(2));
		assertThat(cache.cleanUp()).isEqualTo(2);
	}

	private TtlCache<String, String> open() {
		return this.caches.open(this.kind, (settings) -> settings.ttl(TTL));
	}

}
