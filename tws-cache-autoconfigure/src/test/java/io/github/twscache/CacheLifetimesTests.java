package io.github.twscache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.twscache.engine.Masked;
import io.github.twscache.engine.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CacheLifetimes}.
 */
class CacheLifetimesTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private final AtomicLong ttlNanos = new AtomicLong(MINUTE.toNanos());

	private final Recorder log = new Recorder();

	private final Logger logger = Logger.getLogger(CacheLifetimes.class.getName());

	@BeforeEach
	void listen() {
		this.logger.addHandler(this.log);
		this.logger.setUseParentHandlers(false);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.removeHandler(this.log);
		this.logger.setUseParentHandlers(true);
	}

	@Test
	void cacheWhoseValuesAreAllAlikeHasNoRules() {
		assertThat(lifetimes((settings) -> {
		})).isNull();
		assertThat(lifetimes((settings) -> settings.ttlJitter(0.5).nullTtl(SECOND).loadHardTimeout(SECOND))).isNull();
	}

	@Test
	void detailsAreNeededOnlyWhereAValueMayBeStaleOrRefreshed() {
		KeyRule all = KeyRule.of("*");
		assertThat(needsDetails((settings) -> settings.ttlPolicy((key, value) -> HOUR))).isFalse();
		assertThat(needsDetails((settings) -> settings.keyRules(List.of(all.withTtl(HOUR))))).isFalse();
		assertThat(needsDetails((settings) -> settings.refreshAhead(0.5))).isTrue();
		assertThat(needsDetails((settings) -> settings.failSafeMaxStale(HOUR))).isTrue();
		assertThat(needsDetails((settings) -> settings.keyRules(List.of(all, all.withMaxStale(HOUR))))).isTrue();
		assertThat(needsDetails((settings) -> settings.keyRules(List.of(all.withRefreshAhead(0.5))))).isTrue();
	}

	@Test
	void firstRuleThatMatchesHoldsAndTheCacheSaysTheRest() {
		CacheLifetimes lifetimes = lifetimes((settings) -> settings.ttlJitter(0.1)
			.refreshAhead(0.8)
			.failSafeMaxStale(HOUR)
			.keyRules(List.of(KeyRule.of("PROD#A").withTtlJitter(0.2), KeyRule.of("PROD*").withTtl(SECOND),
					KeyRule.of("*A").withRefreshAhead(0).withMaxStale(Duration.ZERO))));
		assertThat(terms(lifetimes, "PROD#A", 1)).isEqualTo(new Terms(MINUTE.toNanos(), 0.2, HOUR.toNanos(), 0.8));
		assertThat(terms(lifetimes, "PROD#B", 1)).isEqualTo(new Terms(SECOND.toNanos(), 0.1, HOUR.toNanos(), 0.8));
		assertThat(terms(lifetimes, "TEST#A", 1)).isEqualTo(new Terms(MINUTE.toNanos(), 0.1, 0, 0));
		assertThat(terms(lifetimes, 42, 1)).isEqualTo(new Terms(MINUTE.toNanos(), 0.1, HOUR.toNanos(), 0.8));
	}

	@Test
	void timeToLiveOfTheCacheIsTheOneOfNow() {
		CacheLifetimes lifetimes = lifetimes((settings) -> settings.refreshAhead(0.5));
		this.ttlNanos.set(HOUR.toNanos());
		assertThat(ttl(lifetimes, "key", "value")).isEqualTo(HOUR);
		this.ttlNanos.set(0);
		assertThat(ttl(lifetimes, "key", "value")).isZero();
	}

	@Test
	void nullHasItsOwnTimeAlsoWhereARuleMatches() {
		List<KeyRule> rules = List.of(KeyRule.of("PROD*").withTtl(HOUR));
		CacheLifetimes own = lifetimes((settings) -> settings.nullTtl(SECOND).keyRules(rules));
		assertThat(ttl(own, "PROD#A", null)).isEqualTo(SECOND);
		assertThat(ttl(own, "TEST#A", null)).isEqualTo(SECOND);
		assertThat(ttl(own, "PROD#A", "value")).isEqualTo(HOUR);
		CacheLifetimes none = lifetimes((settings) -> settings.keyRules(rules));
		assertThat(ttl(none, "PROD#A", null)).isEqualTo(HOUR);
		assertThat(ttl(none, "TEST#A", null)).isEqualTo(MINUTE);
		CacheLifetimes forEver = lifetimes((settings) -> settings.nullTtl(Duration.ZERO).keyRules(rules));
		assertThat(ttl(forEver, "PROD#A", null)).isZero();
	}

	@Test
	void policyHasTheFirstWordOnTheTimeToLiveAndNoneOnTheRest() {
		CacheLifetimes lifetimes = lifetimes((settings) -> settings.nullTtl(HOUR)
			.keyRules(List.of(KeyRule.of("PROD*").withTtl(HOUR).withTtlJitter(0.3)))
			.ttlPolicy((key, value) -> (value != null) ? SECOND : Duration.ofSeconds(2)));
		assertThat(terms(lifetimes, "PROD#A", "value")).isEqualTo(new Terms(SECOND.toNanos(), 0.3, 0, 0));
		assertThat(ttl(lifetimes, "TEST#A", "value")).isEqualTo(SECOND);
		assertThat(ttl(lifetimes, "PROD#A", null)).isEqualTo(Duration.ofSeconds(2));
		assertThat(lifetimes.failures()).isZero();
	}

	@Test
	void policyMayLeaveAValueToTheOthers() {
		CacheLifetimes lifetimes = lifetimes((settings) -> settings.keyRules(List.of(KeyRule.of("PROD*").withTtl(HOUR)))
			.ttlPolicy((key, value) -> TtlPolicy.OWN_TTL));
		assertThat(ttl(lifetimes, "PROD#A", "value")).isEqualTo(HOUR);
		assertThat(ttl(lifetimes, "TEST#A", "value")).isEqualTo(MINUTE);
		assertThat(lifetimes.failures()).isZero();
		assertThat(this.log.records).isEmpty();
	}

	@Test
	void zeroAndHugeTimesOfAPolicyMeanNever() {
		CacheLifetimes zero = lifetimes((settings) -> settings.ttlPolicy((key, value) -> Duration.ZERO));
		assertThat(terms(zero, "key", "value").ttlNanos()).isZero();
		CacheLifetimes huge = lifetimes(
				(settings) -> settings.ttlPolicy((key, value) -> Duration.ofSeconds(Long.MAX_VALUE)));
		assertThat(terms(huge, "key", "value").ttlNanos()).isEqualTo(Long.MAX_VALUE);
		assertThat(zero.failures() + huge.failures()).isZero();
	}

	@Test
	void policyThatFailsIsCountedAndLoggedOnceWithoutKeyOrValue() {
		List<TtlPolicy<Object, Object>> broken = List.of((key, value) -> null, (key, value) -> Duration.ofNanos(-1),
				(key, value) -> {
					throw new IllegalStateException("secret " + key + value);
				}, (key, value) -> {
					throw new StackOverflowError("secret " + key + value);
				});
		for (TtlPolicy<Object, Object> policy : broken) {
			this.log.records.clear();
			CacheLifetimes lifetimes = lifetimes(
					(settings) -> settings.keyRules(List.of(KeyRule.of("sec*").withTtl(HOUR))).ttlPolicy(policy));
			for (int i = 0; i < 3; i++) {
				assertThat(ttl(lifetimes, "secret key", "secret value")).isEqualTo(HOUR);
			}
			assertThat(lifetimes.failures()).isEqualTo(3);
			assertThat(this.log.records).hasSize(1).allSatisfy((record) -> {
				assertThat(record.getLevel()).isEqualTo(Level.WARNING);
				assertThat(record.getMessage()).contains("'jobs'").contains("TtlPolicy").doesNotContain("secret");
				assertThat(record.getThrown()).isNull();
			});
		}
	}

	@Test
	void keyWhoseTextCannotBeHadHasNoRule() {
		Object key = new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException("secret");
			}

		};
		CacheLifetimes lifetimes = lifetimes((settings) -> settings.keyRules(List.of(KeyRule.of("*").withTtl(HOUR))));
		assertThat(ttl(lifetimes, key, "value")).isEqualTo(MINUTE);
		assertThat(lifetimes.failures()).isOne();
		assertThat(this.log.records).hasSize(1)
			.allSatisfy((record) -> assertThat(record.getMessage()).contains("toString").doesNotContain("secret"));
		CacheLifetimes withoutRules = lifetimes((settings) -> settings.refreshAhead(0.5));
		assertThat(ttl(withoutRules, key, "value")).isEqualTo(MINUTE);
		assertThat(withoutRules.failures()).as("nobody asked for the text").isZero();
	}

	private CacheLifetimes lifetimes(Consumer<CacheSettingsBuilder> customizer) {
		CacheSettingsBuilder settings = CacheSettings.builder();
		customizer.accept(settings);
		return CacheLifetimes.of("jobs", settings.build(), this.ttlNanos::get);
	}

	private boolean needsDetails(Consumer<CacheSettingsBuilder> customizer) {
		return lifetimes(customizer).needsDetails();
	}

	private static Terms terms(CacheLifetimes lifetimes, Object key, @Nullable Object value) {
		return lifetimes.terms(key, Masked.mask(value));
	}

	private static Duration ttl(CacheLifetimes lifetimes, Object key, @Nullable Object value) {
		return Duration.ofNanos(terms(lifetimes, key, value).ttlNanos());
	}

	/**
	 * Keeps what is logged.
	 */
	private static final class Recorder extends Handler {

		private final List<LogRecord> records = new CopyOnWriteArrayList<>();

		@Override
		public void publish(LogRecord record) {
			this.records.add(record);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
