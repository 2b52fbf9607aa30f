package io.github.twscache.functional;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class AccessExpiryTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@RegisterExtension
	final Caches caches = new Caches();

	@Parameter
	CacheKind kind;

	@Test
	void entryThatNobodyReadsExpires() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		this.caches.advance(Duration.ofSeconds(5));
		assertThat(cache.getIfPresent("key")).isNull();
		assertThat(cache.cleanUp()).isOne();
	}

	@Test
	void readsKeepAnEntryUntilItsTimeToLiveIsOver() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		for (int second = 0; second < 59; second++) {
			this.caches.advance(SECOND);
			assertThat(cache.cleanUp()).isZero();
			assertThat(cache.getIfPresent("key")).as("after %d s", second).isEqualTo("value");
		}
		this.caches.advance(SECOND);
		assertThat(cache.getIfPresent("key")).isNull();
	}

	@Test
	void readsOfTheFirstLevelCount() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		for (int i = 0; i < 200; i++) {
			this.caches.advance(Duration.ofMillis(100));
			assertThat(cache.getIfPresent("key")).isEqualTo("value");
		}
		assertThat(cache.metrics().l1Hits() > 0).isEqualTo(this.kind == CacheKind.HIERARCHY);
	}

	@Test
	void writeCountsAsAccess() {
		TtlCache<String, String> cache = open();
		cache.put("key", "old");
		this.caches.advance(Duration.ofSeconds(4));
		cache.put("key", "new");
		this.caches.advance(Duration.ofSeconds(4));
		assertThat(cache.getIfPresent("key")).isEqualTo("new");
	}

	@Test
	void inspectionIsNoAccessAndShowsWhatComesFirst() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value");
		this.caches.advance(Duration.ofSeconds(3));
		assertThat(cache.inspect("key").orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(2));
		this.caches.advance(Duration.ofSeconds(2));
		assertThat(cache.inspect("key")).isEmpty();
	}

	@Test
	void cleanUpRemovesOnlyWhatWasNotRead() {
		TtlCache<Integer, String> cache = open();
		for (int i = 0; i < 1000; i++) {
			cache.put(i, "value");
		}
		this.caches.advance(Duration.ofSeconds(4));
		for (int i = 0; i < 300; i++) {
			assertThat(cache.getIfPresent(i)).isEqualTo("value");
		}
		this.caches.advance(SECOND);
		assertThat(cache.cleanUp()).isEqualTo(700);
		assertThat(cache.keys()).allMatch((key) -> key < 300).hasSize(300);
	}

	@Test
	void movedEntryKeepsTheTimeOfItsLastRead() {
		TtlCache<Integer, String> cache = open();
		for (int i = 0; i < 500; i++) {
			cache.put(i, "value");
		}
		this.caches.advance(Duration.ofSeconds(3));
		cache.resize(16).join();
		assertThat(cache.metrics().moves()).isPositive();
		this.caches.advance(Duration.ofSeconds(2));
		assertThat(cache.cleanUp()).isEqualTo(500);
	}

	private <K> TtlCache<K, String> open() {
		return this.caches.open(this.kind,
				(settings) -> settings.ttl(Duration.ofSeconds(60)).expireAfterAccess(Duration.ofSeconds(5)));
	}

}
