package io.github.twscache;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeyRule}.
 */
class KeyRuleTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	void ruleSaysNothingByItself() {
		KeyRule rule = KeyRule.of("PROD*");
		assertThat(rule.keys()).isEqualTo("PROD*");
		assertThat(rule.ttl()).isNull();
		assertThat(rule.ttlJitter()).isNull();
		assertThat(rule.refreshAhead()).isNull();
		assertThat(rule.maxStale()).isNull();
		assertThat(rule.asMap()).containsOnlyKeys("keys");
	}

	@Test
	void ruleKeepsWhatWasSaidAndLeavesTheOneBeforeAlone() {
		KeyRule nothing = KeyRule.of("PROD*");
		KeyRule all = nothing.withTtl(MINUTE)
			.withTtlJitter(0.1)
			.withRefreshAhead(0.8)
			.withMaxStale(Duration.ofHours(1));
		assertThat(nothing.asMap()).containsOnlyKeys("keys");
		assertThat(all.asMap()).containsExactly(entry("keys", "PROD*"), entry("ttl", MINUTE), entry("ttl-jitter", 0.1),
				entry("refresh-ahead", 0.8), entry("fail-safe.max-stale", Duration.ofHours(1)));
		assertThat(all).hasToString("KeyRule" + all.asMap());
	}

	@Test
	void zeroSwitchesOffForTheKeys() {
		KeyRule rule = KeyRule.of("*").withTtl(Duration.ZERO).withRefreshAhead(-0.0).withMaxStale(Duration.ZERO);
		assertThat(rule.ttl()).isZero();
		assertThat(rule.refreshAhead()).isEqualTo(0.0);
		assertThat(rule.maxStale()).isZero();
	}

	@Test
	void rulesThatSayTheSameAreEqual() {
		KeyRule rule = KeyRule.of("a*").withTtl(MINUTE);
		assertThat(KeyRule.of("a*").withTtl(Duration.ofSeconds(60))).isEqualTo(rule).hasSameHashCodeAs(rule);
		assertThat(KeyRule.of("a*")).isNotEqualTo(rule);
		assertThat(KeyRule.of("b*").withTtl(MINUTE)).isNotEqualTo(rule);
		assertThat(rule).isNotEqualTo("a*");
	}

	@Test
	void keyMatchesByItsText() {
		assertThat(KeyRule.of("4?").matches(42)).isTrue();
		assertThat(KeyRule.of("4?").matches(421)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1, 2, Double.NaN, Double.POSITIVE_INFINITY })
	void fractionsOutOfRangeAreRefused(double wrong) {
		KeyRule rule = KeyRule.of("*");
		assertRefused("ttl-jitter", () -> rule.withTtlJitter(wrong));
		assertRefused("refresh-ahead", () -> rule.withRefreshAhead(wrong));
	}

	@Test
	void durationsOutOfRangeAreRefused() {
		KeyRule rule = KeyRule.of("*");
		assertRefused("ttl", () -> rule.withTtl(Duration.ofNanos(-1)));
		assertRefused("ttl", () -> rule.withTtl(null));
		assertRefused("fail-safe.max-stale", () -> rule.withMaxStale(Duration.ofNanos(-1)));
	}

	private static Map.Entry<String, Object> entry(String name, Object value) {
		return Map.entry(name, value);
	}

	private static void assertRefused(String setting, Runnable change) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(change::run)
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo(setting));
	}

}
