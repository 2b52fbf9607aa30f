package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.HashMap;
import java.util.Map;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettings.Clock;
import io.github.twscache.InvalidSettingException;
import io.github.twscache.KeyRule;
import io.github.twscache.SingleFlightMode;
import io.github.twscache.TtlPolicy;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.Weigher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CacheSettingsResolver} with bound {@link TwsCacheProperties}.
 */
class CacheSettingsResolverTests {

	private static final Weigher<Object, Object> ONE = (key, value) -> 1;

	@Test
	void defaultsAreThoseOfTheBuilder() {
		CacheSettings settings = resolver(Map.of()).apply("jobs");
		assertThat(settings.asMap()).isEqualTo(CacheSettings.builder().build().asMap());
		assertThat(settings.origins().values()).containsOnly(CacheSettings.DEFAULT_ORIGIN);
	}

	@Test
	void everySettingOfAllCachesIsTaken() {
		CacheSettings settings = resolver(everySetting("tws.cache.")).apply("jobs");
		assertEverySetting(settings);
		assertThat(said(settings)).hasSize(19)
			.allSatisfy((setting, origin) -> assertThat(origin).isEqualTo("tws.cache"));
	}

	@Test
	void everySettingOfOneCacheIsTakenForItAlone() {
		CacheSettingsResolver resolver = resolver(everySetting("tws.cache.caches.jobs."));
		assertEverySetting(resolver.apply("jobs"));
		assertThat(said(resolver.apply("jobs"))).hasSize(19)
			.allSatisfy((setting, origin) -> assertThat(origin).isEqualTo("tws.cache.caches.jobs"));
		assertThat(resolver.apply("streams").asMap()).isEqualTo(CacheSettings.builder().build().asMap());
	}

	@Test
	void whatIsNotSaidIsTakenFromTheLevelAbove() {
		CacheSettings settings = resolver(Map.of("tws.cache.ttl", "5s", "tws.cache.l1.max-size", "64",
				"tws.cache.caches.jobs.max-size", "500", "tws.cache.caches.jobs.l1.enabled", "false"))
			.apply("jobs");
		assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings.nullTtl()).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings.maximum()).isEqualTo(500);
		assertThat(settings.l1Enabled()).isFalse();
		assertThat(settings.l1MaxSize()).isEqualTo(64);
		assertThat(settings.origins()).containsEntry("ttl", "tws.cache")
			.containsEntry("max-size", "tws.cache.caches.jobs")
			.containsEntry("l1.enabled", "tws.cache.caches.jobs")
			.containsEntry("l1.max-size", "tws.cache")
			.containsEntry("clock", CacheSettings.DEFAULT_ORIGIN);
	}

	@Test
	void expiryAfterAccessCanBeSwitchedOffForOneCache() {
		CacheSettingsResolver resolver = resolver(
				Map.of("tws.cache.expire-after-access", "5s", "tws.cache.caches.jobs.expire-after-access", "0"));
		assertThat(resolver.apply("jobs").expireAfterAccess()).isNull();
		assertThat(resolver.apply("streams").expireAfterAccess()).isEqualTo(Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@CsvSource({ "7,PT7S", "0,PT0S", "7s,PT7S", "250ms,PT0.25S", "PT2M,PT2M", "2m,PT2M", "1d,PT24H",
			"9223372036854775807,PT2562047788015215H30M7S" })
	void bareNumberOfADurationMeansSeconds(String written, Duration meant) {
		CacheSettingsResolver resolver = resolver(Map.of("tws.cache.ttl", written, "tws.cache.caches.jobs.null-ttl",
				written, "tws.cache.caches.streams.ttl", written));
		assertThat(resolver.apply("jobs").ttl()).isEqualTo(meant);
		assertThat(resolver.apply("jobs").nullTtl()).isEqualTo(meant);
		assertThat(resolver.apply("streams").ttl()).isEqualTo(meant);
		assertThat(properties(Map.of("tws.cache.cleanup-interval", written)).cleanupInterval()).isEqualTo(meant);
	}

	@Test
	void boundOfOneCacheReplacesTheOtherKindOfBoundAbove() {
		CacheSettingsResolver resolver = resolver(
				properties(Map.of("tws.cache.max-weight", "100", "tws.cache.caches.jobs.max-size", "5")), List.of(),
				List.of(ONE));
		assertThat(resolver.apply("jobs").weigher()).isNull();
		assertThat(resolver.apply("jobs").maximum()).isEqualTo(5);
		assertThat(resolver.apply("streams").weigher()).isSameAs(ONE);
		assertThat(resolver.apply("streams").maximum()).isEqualTo(100);
	}

	@Test
	void customizerHasTheLastWord() {
		TwsCacheCustomizer customizer = (name, settings) -> settings.ttl(Duration.ofSeconds(name.length()));
		CacheSettings settings = resolver(properties(Map.of("tws.cache.caches.jobs.ttl", "9")), List.of(customizer),
				List.of())
			.apply("jobs");
		assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(4));
		assertThat(settings.origins()).containsEntry("ttl", "customizer");
	}

	@Test
	void customizerMayBringTheWeigher() {
		CacheSettings settings = resolver(properties(Map.of("tws.cache.max-weight", "9")),
				List.of((name, builder) -> builder.weigher(ONE)), List.of())
			.apply("jobs");
		assertThat(settings.weigher()).isSameAs(ONE);
	}

	@Test
	void customizerWithAWrongValueIsNamed() {
		CacheSettingsResolver resolver = resolver(properties(Map.of()),
				List.of((name, settings) -> settings.maxSize(0)), List.of());
		assertThatExceptionOfType(InvalidCachePropertyException.class).isThrownBy(() -> resolver.apply("jobs"))
			.withMessageContaining(getClass().getName())
			.withMessageContaining("for cache jobs.max-size' has the value '0', allowed is");
	}

	@ParameterizedTest
	@CsvSource({ "num-shards,0,a number from 1 to 4096", "num-shards,4097,a number from 1 to 4096",
			"key-lock-max,0,a number from 1 to 1048576", "key-lock-max,1048577,a number from 1 to 1048576",
			"ttl,-1s,a duration of zero or more", "null-ttl,-1,a duration of zero or more",
			"ttl-jitter,1,a fraction from 0 to below 1", "ttl-jitter,-0.1,a fraction from 0 to below 1",
			"ttl-jitter,NaN,a fraction from 0 to below 1", "expire-after-access,-1,a duration above zero",
			"max-size,0,a number from 1 to", "max-size,-5,a number from 1 to", "max-weight,0,a number from 1 to",
			"max-weight,5,a number where there is a Weigher", "l1.max-size,-1,a number from 0 to" })
	void wrongValueIsRefusedAtStartAtBothLevels(String setting, String value, String allowed) {
		for (String level : List.of("tws.cache.", "tws.cache.caches.jobs.", "tws.cache.caches[my.jobs].")) {
			TwsCacheProperties properties = properties(Map.of(level + setting, value));
			assertThatExceptionOfType(InvalidCachePropertyException.class)
				.isThrownBy(() -> resolver(properties, List.of(), List.of()))
				.withMessageStartingWith("'" + level + setting + "' has the value '")
				.withMessageContaining("allowed is " + allowed)
				.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo(level + setting))
				.withCauseInstanceOf(InvalidSettingException.class);
		}
	}

	@Test
	void partsOfTheGroupsOfLoadsAreInheritedOneByOne() {
		CacheSettings settings = resolver(Map.of("tws.cache.load.soft-timeout", "1s", "tws.cache.load.hard-timeout",
				"2s", "tws.cache.fail-safe.max-stale", "1h", "tws.cache.caches.jobs.load.hard-timeout", "3s",
				"tws.cache.caches.jobs.fail-safe.throttle", "5s"))
			.apply("jobs");
		assertThat(settings.loadSoftTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(settings.loadHardTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(settings.failSafeMaxStale()).isEqualTo(Duration.ofHours(1));
		assertThat(settings.failSafeThrottle()).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings.origins()).containsEntry("load.soft-timeout", "tws.cache")
			.containsEntry("load.hard-timeout", "tws.cache.caches.jobs")
			.containsEntry("fail-safe.max-stale", "tws.cache")
			.containsEntry("fail-safe.throttle", "tws.cache.caches.jobs");
	}

	@Test
	void whatIsOnForAllCachesCanBeSwitchedOffForOne() {
		CacheSettingsResolver resolver = resolver(Map.ofEntries(Map.entry("tws.cache.load.soft-timeout", "1s"),
				Map.entry("tws.cache.load.hard-timeout", "2s"), Map.entry("tws.cache.fail-safe.max-stale", "1h"),
				Map.entry("tws.cache.refresh-ahead", "0.5"), Map.entry("tws.cache.key-rules[0].keys", "*"),
				Map.entry("tws.cache.single-flight", "off"), Map.entry("tws.cache.caches.jobs.load.soft-timeout", "0"),
				Map.entry("tws.cache.caches.jobs.load.hard-timeout", "0"),
				Map.entry("tws.cache.caches.jobs.fail-safe.max-stale", "0"),
				Map.entry("tws.cache.caches.jobs.refresh-ahead", "0.0"),
				Map.entry("tws.cache.caches.jobs.key-rules", ""),
				Map.entry("tws.cache.caches.jobs.single-flight", "auto")));
		CacheSettings jobs = resolver.apply("jobs");
		assertThat(jobs.asMap()).isEqualTo(CacheSettings.builder().build().asMap());
		assertThat(jobs.origins()).containsEntry("key-rules", "tws.cache.caches.jobs")
			.containsEntry("refresh-ahead", "tws.cache.caches.jobs");
		assertThat(resolver.apply("streams").keyRules()).hasSize(1);
		assertThat(resolver.apply("streams").refreshAhead()).isEqualTo(0.5);
	}

	@Test
	void rulesOfACacheReplaceThoseOfAllCaches() {
		CacheSettingsResolver resolver = resolver(Map.of("tws.cache.key-rules[0].keys", "A*",
				"tws.cache.key-rules[1].keys", "B*", "tws.cache.caches.jobs.key-rules[0].keys", "C*"));
		assertThat(resolver.apply("jobs").keyRules()).containsExactly(KeyRule.of("C*"));
		assertThat(resolver.apply("streams").keyRules()).containsExactly(KeyRule.of("A*"), KeyRule.of("B*"));
	}

	/** YAML reads a bare off as false. */
	@ParameterizedTest
	@CsvSource({ "off,OFF", "false,OFF", "OFF,OFF", "auto,AUTO", "Auto,AUTO" })
	void singleFlightIsReadHoweverYamlGivesIt(String written, SingleFlightMode meant) {
		assertThat(resolver(Map.of("tws.cache.single-flight", written)).apply("jobs").singleFlight()).isEqualTo(meant);
	}

	@ParameterizedTest
	@CsvSource({ "keys,PROD\\,a text that is not empty", "ttl,-1,a duration of zero or more",
			"ttl-jitter,1,a fraction from 0 to below 1", "refresh-ahead,-0.1,a fraction above 0 and below 1",
			"fail-safe.max-stale,-1,a duration of zero or more" })
	void wrongValueOfARuleIsRefusedWithItsIndex(String setting, String value, String allowed) {
		for (String level : List.of("tws.cache.", "tws.cache.caches.jobs.", "tws.cache.caches[my.jobs].")) {
			Map<String, String> rules = new HashMap<>(
					Map.of(level + "key-rules[0].keys", "A*", level + "key-rules[1].keys", "B*"));
			rules.put(level + "key-rules[1]." + setting, value);
			TwsCacheProperties properties = properties(rules);
			assertThatExceptionOfType(InvalidCachePropertyException.class)
				.isThrownBy(() -> resolver(properties, List.of(), List.of()))
				.withMessageContaining("allowed is " + allowed)
				.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo(level + "key-rules[1]." + setting));
		}
	}

	@Test
	void contradictionIsOfTheLevelThatMakesIt() {
		assertContradiction("tws.cache.load.soft-timeout",
				Map.of("tws.cache.load.soft-timeout", "2s", "tws.cache.load.hard-timeout", "2s"));
		assertContradiction("tws.cache.caches.jobs.load.soft-timeout",
				Map.of("tws.cache.load.soft-timeout", "2s", "tws.cache.caches.jobs.load.hard-timeout", "1s"));
		assertContradiction("tws.cache.fail-safe.max-stale",
				Map.of("tws.cache.fail-safe.max-stale", "2s", "tws.cache.ttl", "0"));
		assertContradiction("tws.cache.caches.jobs.fail-safe.max-stale",
				Map.of("tws.cache.fail-safe.max-stale", "2s", "tws.cache.caches.jobs.ttl", "0"));
		assertContradiction("tws.cache.caches.jobs.key-rules[0].fail-safe.max-stale",
				Map.of("tws.cache.key-rules[0].keys", "*", "tws.cache.key-rules[0].fail-safe.max-stale", "2s",
						"tws.cache.caches.jobs.ttl", "0"));
	}

	private static void assertContradiction(String property, Map<String, String> said) {
		TwsCacheProperties properties = properties(said);
		assertThatExceptionOfType(InvalidCachePropertyException.class)
			.isThrownBy(() -> resolver(properties, List.of(), List.of()))
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo(property));
	}

	@Test
	void policyIsForAllCachesAndTheCustomizerMayTakeItAway() {
		TtlPolicy<Object, Object> policy = (key, value) -> Duration.ofSeconds(1);
		TwsCacheCustomizer customizer = (name, settings) -> {
			if (name.equals("streams")) {
				settings.ttlPolicy(null);
			}
		};
		CacheSettingsResolver resolver = new CacheSettingsResolver(properties(Map.of()), List.of(customizer), List.of(),
				List.of(policy), null);
		assertThat(resolver.apply("jobs").ttlPolicy()).isSameAs(policy);
		assertThat(resolver.apply("jobs").origins()).containsEntry("ttl-policy", "bean of type TtlPolicy");
		assertThat(resolver.apply("streams").ttlPolicy()).isNull();
		assertThat(resolver.apply("streams").origins()).containsEntry("ttl-policy", "customizer");
	}

	@Test
	void severalPoliciesAreRefused() {
		TtlPolicy<Object, Object> policy = (key, value) -> Duration.ofSeconds(1);
		TwsCacheProperties properties = properties(Map.of());
		assertThatExceptionOfType(InvalidCachePropertyException.class)
			.isThrownBy(
					() -> new CacheSettingsResolver(properties, List.of(), List.of(), List.of(policy, policy), null))
			.withMessageContaining("'2 beans'")
			.withMessageContaining("Mark one of them @Primary");
	}

	@Test
	void twoBoundsAtOneLevelAreRefused() {
		TwsCacheProperties properties = properties(
				Map.of("tws.cache.caches.jobs.max-weight", "100", "tws.cache.caches.jobs.max-size", "5"));
		assertThatExceptionOfType(InvalidCachePropertyException.class)
			.isThrownBy(() -> resolver(properties, List.of(), List.of(ONE)))
			.withMessageContaining("Remove tws.cache.caches.jobs.max-size or tws.cache.caches.jobs.max-weight.");
	}

	@Test
	void severalWeighersAreRefusedWhereOneIsNeeded() {
		assertThat(resolver(properties(Map.of()), List.of(), List.of(ONE, ONE)).apply("jobs").weigher()).isNull();
		TwsCacheProperties properties = properties(Map.of("tws.cache.max-weight", "100"));
		assertThatExceptionOfType(InvalidCachePropertyException.class)
			.isThrownBy(() -> resolver(properties, List.of(), List.of(ONE, ONE)))
			.withMessageContaining("Mark one of the 2 Weigher beans @Primary");
	}

	@Test
	void transactionAwareWithoutTransactionsIsRefused() {
		TwsCacheProperties properties = properties(Map.of("tws.cache.caches.jobs.transaction-aware", "true"));
		assertThatExceptionOfType(InvalidCachePropertyException.class)
			.isThrownBy(() -> new CacheSettingsResolver(properties, List.of(), List.of(), List.of(),
					new FilteredClassLoader("org.springframework.transaction")))
			.withMessageStartingWith("'tws.cache.caches.jobs.transaction-aware' has the value 'true'");
	}

	@ParameterizedTest
	@CsvSource({ "jobs,jobs", "jobStatus,jobStatus", "job-status,job-status", "job_status,job_status",
			"job:status,job:status", "[job.status],job.status", "[job_status],job_status" })
	void cacheIsFoundByItsNameAsItIsWritten(String written, String cache) {
		String name = written.startsWith("[") ? "tws.cache.caches" + written : "tws.cache.caches." + written;
		CacheSettings settings = resolver(Map.of(name + ".ttl", "5")).apply(cache);
		assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(5));
	}

	@ParameterizedTest
	@CsvSource({ "TWS_CACHE_CACHES_JOBS_TTL,jobs", "TWS_CACHE_CACHES_JOBSTATUS_TTL,jobStatus",
			"TWS_CACHE_CACHES_JOBSTATUS_TTL,job-status", "TWS_CACHE_TTL,any" })
	void environmentVariableIsHeard(String variable, String cache) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "5")));
		TwsCacheProperties properties = Binder.get(environment).bindOrCreate("tws.cache", TwsCacheProperties.class);
		assertThat(resolver(properties, List.of(), List.of()).apply(cache).ttl()).isEqualTo(Duration.ofSeconds(5));
	}

	private static Map<String, String> everySetting(String prefix) {
		return Map.ofEntries(Map.entry(prefix + "num-shards", "3"), Map.entry(prefix + "key-lock-max", "9"),
				Map.entry(prefix + "ttl", "10s"), Map.entry(prefix + "null-ttl", "2s"),
				Map.entry(prefix + "ttl-jitter", "0.2"), Map.entry(prefix + "expire-after-access", "3s"),
				Map.entry(prefix + "max-size", "50"), Map.entry(prefix + "l1.enabled", "false"),
				Map.entry(prefix + "l1.max-size", "16"), Map.entry(prefix + "allow-null-values", "false"),
				Map.entry(prefix + "clock", "exact"), Map.entry(prefix + "record-stats", "false"),
				Map.entry(prefix + "single-flight", "off"), Map.entry(prefix + "load.soft-timeout", "1"),
				Map.entry(prefix + "load.hard-timeout", "2s"), Map.entry(prefix + "fail-safe.max-stale", "1h"),
				Map.entry(prefix + "fail-safe.throttle", "0"), Map.entry(prefix + "refresh-ahead", "0.8"),
				Map.entry(prefix + "key-rules[0].keys", "PROD*"), Map.entry(prefix + "key-rules[0].ttl", "5"),
				Map.entry(prefix + "key-rules[1].keys", "*"), Map.entry(prefix + "key-rules[1].ttl-jitter", "0.1"),
				Map.entry(prefix + "key-rules[1].refresh-ahead", "0"),
				Map.entry(prefix + "key-rules[1].fail-safe.max-stale", "10"));
	}

	private static void assertEverySetting(CacheSettings settings) {
		assertThat(settings.numShards()).isEqualTo(3);
		assertThat(settings.keyLockMax()).isEqualTo(9);
		assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(10));
		assertThat(settings.nullTtl()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.ttlJitter()).isEqualTo(0.2);
		assertThat(settings.expireAfterAccess()).isEqualTo(Duration.ofSeconds(3));
		assertThat(settings.maximum()).isEqualTo(50);
		assertThat(settings.l1Enabled()).isFalse();
		assertThat(settings.l1MaxSize()).isEqualTo(16);
		assertThat(settings.allowNullValues()).isFalse();
		assertThat(settings.clock()).isEqualTo(Clock.EXACT);
		assertThat(settings.recordStats()).isFalse();
		assertThat(settings.singleFlight()).isEqualTo(SingleFlightMode.OFF);
		assertThat(settings.loadSoftTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(settings.loadHardTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.failSafeMaxStale()).isEqualTo(Duration.ofHours(1));
		assertThat(settings.failSafeThrottle()).isZero();
		assertThat(settings.refreshAhead()).isEqualTo(0.8);
		assertThat(settings.keyRules()).containsExactly(KeyRule.of("PROD*").withTtl(Duration.ofSeconds(5)),
				KeyRule.of("*").withTtlJitter(0.1).withRefreshAhead(0).withMaxStale(Duration.ofSeconds(10)));
	}

	private static TwsCacheProperties properties(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("tws.cache",
				TwsCacheProperties.class);
	}

	private static CacheSettingsResolver resolver(Map<String, String> properties) {
		return resolver(properties(properties), List.of(), List.of());
	}

	private static CacheSettingsResolver resolver(TwsCacheProperties properties, List<TwsCacheCustomizer> customizers,
			List<Weigher<?, ?>> weighers) {
		return new CacheSettingsResolver(properties, customizers, weighers, List.of(), null);
	}

	/** The origins of what somebody set. */
	private static Map<String, String> said(CacheSettings settings) {
		Map<String, String> said = new HashMap<>(settings.origins());
		said.values().removeIf(CacheSettings.DEFAULT_ORIGIN::equals);
		return said;
	}

}
