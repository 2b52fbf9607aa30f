package io.github.twscache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.twscache.CacheSettings;
import io.github.twscache.CacheSettingsBuilder;
import io.github.twscache.InvalidSettingException;
import io.github.twscache.TtlPolicy;
import io.github.twscache.TwsCacheCustomizer;
import io.github.twscache.Weigher;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Works out the settings of a cache by its name: the defaults, then what the properties
 * say of all caches, then what they say of this one, then the customizers in their order.
 */
final class CacheSettingsResolver implements Function<String, CacheSettings> {

	static final String TRANSACTIONS = "org.springframework.transaction.support.TransactionSynchronizationManager";

	private final TwsCacheProperties properties;

	private final List<TwsCacheCustomizer> customizers;

	private final List<Weigher<?, ?>> weighers;

	private final List<TtlPolicy<?, ?>> ttlPolicies;

	private final boolean transactions;

	/**
	 * Creates a resolver and validates all that the properties say, of caches that are
	 * not there yet too.
	 * @param properties the properties
	 * @param customizers the customizers in their order
	 * @param weighers the weigher; or several, which is wrong if one is needed
	 * @param ttlPolicies the policy, which is for all caches; or several, which is wrong
	 * @param classLoader sees the classes of the application
	 * @throws InvalidCachePropertyException if a value is not allowed
	 */
	CacheSettingsResolver(TwsCacheProperties properties, List<TwsCacheCustomizer> customizers,
			List<Weigher<?, ?>> weighers, List<TtlPolicy<?, ?>> ttlPolicies, @Nullable ClassLoader classLoader) {
		this.properties = properties;
		this.customizers = List.copyOf(customizers);
		this.weighers = List.copyOf(weighers);
		this.ttlPolicies = List.copyOf(ttlPolicies);
		this.transactions = ClassUtils.isPresent(TRANSACTIONS, classLoader);
		validate();
	}

	@Override
	public CacheSettings apply(String cacheName) {
		String key = LevelNames.find(this.properties.caches(), cacheName);
		CacheSettingsBuilder builder = fromProperties(key);
		for (TwsCacheCustomizer customizer : this.customizers) {
			builder.origin("customizer");
			try {
				customizer.customize(cacheName, builder);
			}
			catch (InvalidSettingException ex) {
				throw invalid(customizer.getClass().getName() + " for cache " + cacheName, ex);
			}
		}
		return build(builder, key);
	}

	private void validate() {
		if (this.ttlPolicies.size() > 1) {
			throw new InvalidCachePropertyException("beans of type TtlPolicy", severalPolicies());
		}
		validate(null);
		this.properties.caches().keySet().forEach(this::validate);
	}

	private void validate(@Nullable String key) {
		CacheSettingsBuilder builder = fromProperties(key);
		if (this.customizers.isEmpty()) {
			build(builder, key);
		}
	}

	private CacheSettingsBuilder fromProperties(@Nullable String key) {
		CacheSettingsBuilder builder = CacheSettings.builder();
		if (this.weighers.size() == 1) {
			builder.weigher(this.weighers.get(0));
		}
		if (this.ttlPolicies.size() == 1) {
			builder.origin("bean of type TtlPolicy").ttlPolicy(this.ttlPolicies.get(0));
		}
		add(builder, this.properties, TwsCacheProperties.PREFIX);
		SettingLevel level = (key != null) ? this.properties.caches().get(key) : null;
		if (key != null && level != null) {
			add(builder, level, LevelNames.prefix(key));
		}
		return builder;
	}

	private void add(CacheSettingsBuilder builder, SettingLevel level, String prefix) {
		builder.origin(prefix);
		try {
			ifSaid(level.numShards(), builder::numShards);
			ifSaid(level.keyLockMax(), builder::keyLockMax);
			ifSaid(level.ttl(), builder::ttl);
			ifSaid(level.nullTtl(), builder::nullTtl);
			ifSaid(level.ttlJitter(), builder::ttlJitter);
			ifSaid(level.expireAfterAccess(), (time) -> builder.expireAfterAccess(orOff(time)));
			addBound(builder, level, prefix);
			TwsCacheProperties.L1 l1 = level.l1();
			if (l1 != null) {
				ifSaid(l1.enabled(), builder::l1Enabled);
				ifSaid(l1.maxSize(), builder::l1MaxSize);
			}
			ifSaid(level.allowNullValues(), builder::allowNullValues);
			ifSaid(level.clock(), builder::clock);
			ifSaid(level.transactionAware(), builder::transactionAware);
			ifSaid(level.recordStats(), builder::recordStats);
			addLoads(builder, level);
		}
		catch (InvalidSettingException ex) {
			throw invalid(prefix, ex);
		}
	}

	private void addBound(CacheSettingsBuilder builder, SettingLevel level, String prefix) {
		ifSaid(level.maxSize(), builder::maxSize);
		ifSaid(level.maxWeight(), builder::maxWeight);
		if (level.maxSize() != null && level.maxWeight() != null) {
			throw new InvalidSettingException("max-weight", level.maxWeight(),
					"a number where " + prefix + ".max-size is not set",
					"Remove " + prefix + ".max-size or " + prefix + ".max-weight.");
		}
	}

	private static void addLoads(CacheSettingsBuilder builder, SettingLevel level) {
		ifSaid(level.singleFlight(), builder::singleFlight);
		SettingLevel.LoadTimes load = level.load();
		if (load != null) {
			ifSaid(load.softTimeout(), (time) -> builder.loadSoftTimeout(orOff(time)));
			ifSaid(load.hardTimeout(), (time) -> builder.loadHardTimeout(orOff(time)));
		}
		TwsCacheProperties.FailSafe failSafe = level.failSafe();
		if (failSafe != null) {
			ifSaid(failSafe.maxStale(), (time) -> builder.failSafeMaxStale(orOff(time)));
			ifSaid(failSafe.throttle(), builder::failSafeThrottle);
		}
		ifSaid(level.refreshAhead(), (fraction) -> builder.refreshAhead((fraction == 0) ? null : fraction));
		ifSaid(level.keyRules(), (rules) -> builder.keyRules(BoundRules.of(rules)));
	}

	private CacheSettings build(CacheSettingsBuilder builder, @Nullable String key) {
		try {
			CacheSettings settings = builder.build();
			if (settings.transactionAware() && !this.transactions) {
				throw new InvalidSettingException("transaction-aware", true, "true only with spring-tx",
						"Add spring-tx to the class path, or leave the setting out.");
			}
			return settings;
		}
		catch (InvalidSettingException ex) {
			throw invalid(origin(ex.getSetting(), key), explained(ex));
		}
	}

	/** Tells at which level a setting was made that contradicts another one. */
	private String origin(String setting, @Nullable String key) {
		SettingLevel level = (key != null) ? this.properties.caches().get(key) : null;
		if (key != null && level != null && level.says(setting)) {
			return LevelNames.prefix(key);
		}
		return this.properties.says(setting) ? TwsCacheProperties.PREFIX : "customizer";
	}

	private InvalidSettingException explained(InvalidSettingException ex) {
		if (this.weighers.size() > 1 && ex.getSetting().equals("max-weight")) {
			return new InvalidSettingException(ex.getSetting(), ex.getValue(), "a number beside one Weigher bean",
					"Mark one of the " + this.weighers.size()
							+ " Weigher beans @Primary, or set the weigher in a TwsCacheCustomizer.");
		}
		return ex;
	}

	private InvalidSettingException severalPolicies() {
		return new InvalidSettingException("ttl-policy", this.ttlPolicies.size() + " beans",
				"one bean, or several of which one is @Primary",
				"Mark one of them @Primary. What is for some caches only is set in a TwsCacheCustomizer, and needs no "
						+ "bean, or one with defaultCandidate = false.");
	}

	/** What properties say with zero, because they cannot say null. */
	private static @Nullable Duration orOff(Duration time) {
		return time.isZero() ? null : time;
	}

	private static InvalidCachePropertyException invalid(String origin, InvalidSettingException ex) {
		return new InvalidCachePropertyException(origin + "." + ex.getSetting(), ex);
	}

	private static <T> void ifSaid(@Nullable T value, Consumer<T> setter) {
		if (value != null) {
			setter.accept(value);
		}
	}

}
