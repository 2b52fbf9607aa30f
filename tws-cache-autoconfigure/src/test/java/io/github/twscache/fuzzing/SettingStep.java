package io.github.twscache.fuzzing;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.twscache.CacheSettings.Clock;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.KeyRule;
import io.github.twscache.SingleFlightMode;
import io.github.twscache.TtlPolicy;
import org.jspecify.annotations.Nullable;

/**
 * One call of a setter with any value, as a customizer may make it.
 *
 * @param setting the name the setting has in messages
 * @param value the value
 * @param call the call
 */
record SettingStep(String setting, @Nullable Object value, Consumer<CacheSettingsBuilder> call) {

	private static final List<Double> FRACTIONS = List.of(0.0, -0.0, .5, Math.nextDown(1.0), 1.0, Math.nextUp(1.0), 2.0,
			Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY,
			Double.NEGATIVE_INFINITY);

	private static final List<TtlPolicy<Object, Object>> POLICIES = List.of((key, value) -> TtlPolicy.OWN_TTL,
			(key, value) -> Duration.ZERO, (key, value) -> null, (key, value) -> {
				throw new IllegalStateException("no time to live");
			});

	static SettingStep next(Dice dice) {
		return dice.chance(.4) ? ofLoads(dice) : ofEntries(dice);
	}

	private static SettingStep ofLoads(Dice dice) {
		return switch (dice.below(8)) {
			case 0 -> of("load.soft-timeout", duration(dice), CacheSettingsBuilder::loadSoftTimeout);
			case 1 -> of("load.hard-timeout", duration(dice), CacheSettingsBuilder::loadHardTimeout);
			case 2 -> of("fail-safe.max-stale", duration(dice), CacheSettingsBuilder::failSafeMaxStale);
			case 3 -> of("fail-safe.throttle", duration(dice), CacheSettingsBuilder::failSafeThrottle);
			case 4 ->
				of("refresh-ahead", dice.chance(.2) ? null : dice.pick(FRACTIONS), CacheSettingsBuilder::refreshAhead);
			case 5 -> of("key-rules", rules(dice), CacheSettingsBuilder::keyRules);
			case 6 -> of("ttl-policy", dice.pick(POLICIES), CacheSettingsBuilder::ttlPolicy);
			default -> of("single-flight", dice.chance(.2) ? null : dice.pick(List.of(SingleFlightMode.values())),
					CacheSettingsBuilder::singleFlight);
		};
	}

	private static SettingStep ofEntries(Dice dice) {
		return switch (dice.below(12)) {
			case 0 -> of("num-shards", (int) dice.number(), CacheSettingsBuilder::numShards);
			case 1 -> of("key-lock-max", (int) dice.number(), CacheSettingsBuilder::keyLockMax);
			case 2 -> of("ttl", duration(dice), CacheSettingsBuilder::ttl);
			case 3 -> of("null-ttl", duration(dice), CacheSettingsBuilder::nullTtl);
			case 4 -> of("ttl-jitter", dice.pick(FRACTIONS), CacheSettingsBuilder::ttlJitter);
			case 5 -> of("expire-after-access", duration(dice), CacheSettingsBuilder::expireAfterAccess);
			case 6 -> of("max-size", dice.number(), CacheSettingsBuilder::maxSize);
			case 7 -> of("max-weight", dice.number(), CacheSettingsBuilder::maxWeight);
			case 8 -> of("l1.max-size", (int) dice.number(), CacheSettingsBuilder::l1MaxSize);
			case 9 -> of("l1.enabled", dice.chance(.5), CacheSettingsBuilder::l1Enabled);
			case 10 -> of("record-stats", dice.chance(.5), CacheSettingsBuilder::recordStats);
			default ->
				of("clock", dice.chance(.2) ? null : dice.pick(List.of(Clock.values())), CacheSettingsBuilder::clock);
		};
	}

	private static <T> SettingStep of(String setting, @Nullable T value, BiConsumer<CacheSettingsBuilder, T> setter) {
		return new SettingStep(setting, value, (builder) -> setter.accept(builder, value));
	}

	/** Rules that are allowed each; what is not is refused before there is a rule. */
	private static List<KeyRule> rules(Dice dice) {
		KeyRule rule = KeyRule.of(dice.pick(List.of("*", "k*", "?ey", "none")));
		Duration ttl = duration(dice);
		Duration maxStale = duration(dice);
		rule = (ttl != null && !ttl.isNegative()) ? rule.withTtl(ttl) : rule;
		rule = (maxStale != null && !maxStale.isNegative()) ? rule.withMaxStale(maxStale) : rule;
		return dice.chance(.2) ? List.of() : List.of(rule, rule.withRefreshAhead(.5).withTtlJitter(.5));
	}

	private static @Nullable Duration duration(Dice dice) {
		return switch (dice.below(6)) {
			case 0 -> null;
			case 1 -> Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
			case 2 -> Duration.ofSeconds(dice.number());
			case 3 -> Duration.ofMillis(dice.number());
			case 4 -> Duration.ofSeconds(dice.between(-1, 1));
			default -> Duration.ofNanos(dice.number());
		};
	}

	@Override
	public String toString() {
		return this.setting + "=" + this.value;
	}

}
