package io.github.twscache;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the settings of loads and lifetimes in {@link CacheSettings}.
 */
class LoadSettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration NEGATIVE = Duration.ofNanos(-1);

	private static final TtlPolicy<Object, Object> POLICY = (key, value) -> TtlPolicy.OWN_TTL;

	@Test
	void defaultsAreThoseOfTheContract() {
		CacheSettings settings = CacheSettings.builder().build();
		assertThat(settings.singleFlight()).isEqualTo(SingleFlightMode.AUTO);
		assertThat(settings.loadSoftTimeout()).isNull();
		assertThat(settings.loadHardTimeout()).isNull();
		assertThat(settings.failSafeMaxStale()).isNull();
		assertThat(settings.failSafeThrottle()).isEqualTo(SECOND);
		assertThat(settings.refreshAhead()).isNull();
		assertThat(settings.keyRules()).isEmpty();
		assertThat(settings.ttlPolicy()).isNull();
	}

	@Test
	void whatIsSetIsInForceAndListedWithItsOrigin() {
		CacheSettings settings = CacheSettings.builder()
			.origin("test")
			.singleFlight(SingleFlightMode.OFF)
			.loadSoftTimeout(SECOND)
			.loadHardTimeout(HOUR)
			.failSafeMaxStale(HOUR)
			.failSafeThrottle(Duration.ZERO)
			.refreshAhead(0.8)
			.keyRules(List.of(KeyRule.of("PROD*").withTtl(SECOND)))
			.ttlPolicy(POLICY)
			.build();
		assertThat(settings.asMap()).containsEntry("single-flight", "off")
			.containsEntry("load.soft-timeout", SECOND)
			.containsEntry("load.hard-timeout", HOUR)
			.containsEntry("fail-safe.max-stale", HOUR)
			.containsEntry("fail-safe.throttle", Duration.ZERO)
			.containsEntry("refresh-ahead", 0.8)
			.containsEntry("key-rules", List.of(Map.of("keys", "PROD*", "ttl", SECOND)))
			.containsEntry("ttl-policy", POLICY.getClass().getName());
		for (String setting : List.of("single-flight", "load.soft-timeout", "load.hard-timeout", "fail-safe.max-stale",
				"fail-safe.throttle", "refresh-ahead", "key-rules", "ttl-policy")) {
			assertThat(settings.origins()).containsEntry(setting, "test");
		}
		CacheSettings copy = settings.toBuilder().build();
		assertThat(copy.asMap()).isEqualTo(settings.asMap());
		assertThat(copy.origins()).isEqualTo(settings.origins());
		assertThat(copy.ttlPolicy()).isSameAs(POLICY);
	}

	@Test
	void whatIsOffIsListedAsNull() {
		assertThat(CacheSettings.builder().build().asMap()).containsEntry("load.soft-timeout", null)
			.containsEntry("load.hard-timeout", null)
			.containsEntry("fail-safe.max-stale", null)
			.containsEntry("refresh-ahead", null)
			.containsEntry("key-rules", null)
			.containsEntry("ttl-policy", null);
	}

	@Test
	void whatWasSetCanBeSwitchedOffAgain() {
		CacheSettings settings = CacheSettings.builder()
			.loadSoftTimeout(SECOND)
			.loadHardTimeout(HOUR)
			.failSafeMaxStale(HOUR)
			.refreshAhead(0.8)
			.keyRules(List.of(KeyRule.of("PROD*")))
			.ttlPolicy(POLICY)
			.loadSoftTimeout(null)
			.loadHardTimeout(null)
			.failSafeMaxStale(null)
			.refreshAhead(null)
			.keyRules(List.of())
			.ttlPolicy(null)
			.build();
		assertThat(settings.asMap()).isEqualTo(CacheSettings.builder().build().asMap());
	}

	@Test
	void durationsOutOfRangeAreRefused() {
		for (Duration wrong : List.of(NEGATIVE, Duration.ZERO)) {
			assertRefused("load.soft-timeout", (settings) -> settings.loadSoftTimeout(wrong));
			assertRefused("load.hard-timeout", (settings) -> settings.loadHardTimeout(wrong));
			assertRefused("fail-safe.max-stale", (settings) -> settings.failSafeMaxStale(wrong));
		}
		assertRefused("fail-safe.throttle", (settings) -> settings.failSafeThrottle(NEGATIVE));
		assertRefused("fail-safe.throttle", (settings) -> settings.failSafeThrottle(null));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.0, -0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY })
	void refreshOutsideOfTheTimeToLiveIsRefused(double wrong) {
		assertRefused("refresh-ahead", (settings) -> settings.refreshAhead(wrong));
	}

	@Test
	void nothingInsteadOfAValueIsRefused() {
		assertRefused("single-flight", (settings) -> settings.singleFlight(null));
		assertRefused("key-rules", (settings) -> settings.keyRules(null));
		assertRefused("key-rules", (settings) -> settings.keyRules(Arrays.asList(KeyRule.of("*"), null)));
	}

	@Test
	void softTimeoutThatIsNotBelowTheHardOneIsRefused() {
		assertRefused("load.soft-timeout",
				(settings) -> settings.loadSoftTimeout(HOUR).loadHardTimeout(SECOND).build());
		assertRefused("load.soft-timeout",
				(settings) -> settings.loadSoftTimeout(SECOND).loadHardTimeout(SECOND).build());
		assertThat(CacheSettings.builder().loadSoftTimeout(HOUR).build().loadHardTimeout()).isNull();
	}

	@Test
	void staleValuesWhereNothingExpiresAreRefused() {
		Consumer<CacheSettingsBuilder> stale = (settings) -> settings.ttl(Duration.ZERO).failSafeMaxStale(HOUR);
		assertRefused("fail-safe.max-stale", stale.andThen(CacheSettingsBuilder::build));
		List<KeyRule> rules = List.of(KeyRule.of("*"), KeyRule.of("a*").withTtl(Duration.ZERO));
		assertRefused("fail-safe.max-stale", stale.andThen((settings) -> settings.keyRules(rules).build()));
	}

	@Test
	void staleValuesOfARuleWhereNothingExpiresAreRefused() {
		KeyRule expiring = KeyRule.of("a*").withTtl(SECOND).withMaxStale(HOUR);
		KeyRule inherited = KeyRule.of("b*").withMaxStale(HOUR);
		KeyRule never = KeyRule.of("c*").withTtl(Duration.ZERO).withMaxStale(HOUR);
		assertRefused("key-rules[1].fail-safe.max-stale",
				(settings) -> settings.ttl(Duration.ZERO).keyRules(List.of(expiring, inherited)).build());
		assertRefused("key-rules[2].fail-safe.max-stale",
				(settings) -> settings.keyRules(List.of(expiring, inherited, never)).build());
	}

	@Test
	void staleValuesWhereSomeExpireAreAllowed() {
		CacheSettingsBuilder never = CacheSettings.builder().ttl(Duration.ZERO).failSafeMaxStale(HOUR);
		List<KeyRule> rules = List.of(KeyRule.of("a*").withTtl(SECOND), KeyRule.of("b*").withMaxStale(Duration.ZERO));
		assertThat(never.keyRules(rules).build().failSafeMaxStale()).isEqualTo(HOUR);
		assertThat(never.keyRules(List.of()).ttlPolicy(POLICY).build().failSafeMaxStale()).isEqualTo(HOUR);
	}

	@Test
	void timeToLiveThatWasChangedWhileRunningIsHeldAgainstTheOthers() {
		try (TwsOptimizedAsyncCache<String, String> cache = TwsOptimizedAsyncCache.<String, String>builder()
			.settings((settings) -> settings.failSafeMaxStale(HOUR))
			.build()) {
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> cache.setTtl(Duration.ZERO))
				.withMessageContaining("fail-safe.max-stale");
			assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(60));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 65_537 })
	void loadsAtOnceOutOfRangeAreRefused(int wrong) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> CacheHierarchy.builder().loadMaxConcurrent(wrong))
			.withMessageContaining("'load.max-concurrent' has the value '" + wrong + "'")
			.withMessageContaining("a number from 1 to 65536");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> TwsOptimizedAsyncCache.builder().loadMaxConcurrent(wrong));
	}

	private static void assertRefused(String setting, Consumer<CacheSettingsBuilder> change) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> change.accept(CacheSettings.builder()))
			.withMessageContaining("'" + setting + "'")
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo(setting);
				assertThat(ex.getAllowed()).isNotBlank();
				assertThat(ex.getMend()).endsWith(".");
			});
	}

}
