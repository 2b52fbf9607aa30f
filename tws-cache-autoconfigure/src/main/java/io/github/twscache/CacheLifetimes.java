package io.github.twscache;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.twscache.engine.LifetimeRules;
import io.github.twscache.engine.Masked;
import io.github.twscache.engine.Terms;

/**
 * Tells the engine for how long the values of a cache are kept, out of its settings: the
 * time to live of the {@link TtlPolicy} if it gives one, else of a cached {@code null} if
 * that is set, else of the first {@link KeyRule} that matches, else of the cache. All
 * else is that of the rule, or of the cache. Safe for use by many threads.
 */
final class CacheLifetimes implements LifetimeRules {

	/*
	 * Whatever code of the user's own does here (the policy, or toString of a key), the
	 * value is stored all the same, so nothing may come out of it. An exception may name
	 * the key or the value; only its type and its place are logged above TRACE.
	 */

	private static final System.Logger LOGGER = System.getLogger(CacheLifetimes.class.getName());

	/** Stands for the time to live that a value has without policy, rule or null. */
	private static final long OWN = -1;

	private final String cacheName;

	private final LongSupplier ttlNanos;

	/** Negative if it is that of all values. */
	private final long nullTtlNanos;

	private final Share ofCache;

	private final List<RuleShare> rules;

	private final @Nullable TtlPolicy<Object, Object> policy;

	private final boolean servesStale;

	private final boolean refreshesAhead;

	private final LongAdder failures = new LongAdder();

	private final AtomicBoolean told = new AtomicBoolean();

	private CacheLifetimes(String cacheName, CacheSettings settings, LongSupplier ttlNanos) {
		this.cacheName = cacheName;
		this.ttlNanos = ttlNanos;
		this.nullTtlNanos = settings.isNullTtlSet() ? CacheRuntime.nanos(settings.nullTtl()) : OWN;
		Share share = Share.of(settings);
		this.ofCache = share;
		this.rules = settings.keyRules().stream().map((rule) -> new RuleShare(rule, share.with(rule))).toList();
		this.policy = settings.ttlPolicy();
		// Once, because the engine asks at every store.
		this.servesStale = any(share, this.rules, (any) -> any.staleNanos() != 0);
		this.refreshesAhead = any(share, this.rules, (any) -> any.refreshFraction() != 0);
	}

	/**
	 * Makes the rules of a cache.
	 * @param cacheName the cache
	 * @param settings its settings
	 * @param ttlNanos gives the time to live of the cache as it is now, which can be
	 * changed while the cache is in use
	 * @return the rules; {@code null} if all values of the cache have one time to live,
	 * and nothing else to tell
	 */
	static @Nullable CacheLifetimes of(String cacheName, CacheSettings settings, LongSupplier ttlNanos) {
		boolean alike = settings.keyRules().isEmpty() && settings.ttlPolicy() == null
				&& settings.failSafeMaxStale() == null && settings.refreshAhead() == null;
		return alike ? null : new CacheLifetimes(cacheName, settings, ttlNanos);
	}

	/** Whether any value may be served stale or refreshed ahead. */
	boolean needsDetails() {
		return servesStale() || refreshesAhead();
	}

	@Override
	public boolean servesStale() {
		return this.servesStale;
	}

	@Override
	public boolean refreshesAhead() {
		return this.refreshesAhead;
	}

	private static boolean any(Share ofCache, List<RuleShare> rules, Predicate<Share> question) {
		return question.test(ofCache) || rules.stream().anyMatch((rule) -> question.test(rule.share()));
	}

	/** How often the policy, or the text of a key, was of no use. */
	long failures() {
		return this.failures.sum();
	}

	@Override
	public Terms terms(Object key, Object maskedValue) {
		Share share = shareOf(key);
		long ttl = askPolicy(key, maskedValue);
		if (ttl == OWN) {
			ttl = (maskedValue == Masked.NULL && this.nullTtlNanos != OWN) ? this.nullTtlNanos : share.ttlNanos();
		}
		if (ttl == OWN) {
			ttl = this.ttlNanos.getAsLong();
		}
		return new Terms(ttl, share.jitter(), share.staleNanos(), share.refreshFraction());
	}

	private Share shareOf(Object key) {
		if (this.rules.isEmpty()) {
			return this.ofCache;
		}
		try {
			KeyText text = KeyText.of(key);
			for (RuleShare each : this.rules) {
				if (each.rule().matches(text)) {
					return each.share();
				}
			}
		}
		catch (Throwable ex) {
			failed("toString of a key threw " + described(ex), ex);
		}
		return this.ofCache;
	}

	private long askPolicy(Object key, Object maskedValue) {
		if (this.policy == null) {
			return OWN;
		}
		Duration given;
		try {
			given = this.policy.ttl(key, Masked.unmask(maskedValue));
		}
		catch (Throwable ex) {
			failed("its TtlPolicy threw " + described(ex), ex);
			return OWN;
		}
		if (TtlPolicy.OWN_TTL.equals(given)) {
			return OWN;
		}
		if (given == null || given.isNegative()) {
			failed("its TtlPolicy returned " + given, null);
			return OWN;
		}
		return CacheRuntime.nanos(given);
	}

	private void failed(String what, @Nullable Throwable reason) {
		this.failures.increment();
		if (this.told.compareAndSet(false, true)) {
			LOGGER.log(System.Logger.Level.WARNING,
					"A value of cache '" + this.cacheName
							+ "' is stored for the time to live it has by itself, because " + what
							+ ". Further such failures of this cache are counted and not logged.");
		}
		LOGGER.log(System.Logger.Level.TRACE, "No time to live of its own for a value", reason);
	}

	private static String described(Throwable ex) {
		String type = ex.getClass().getName();
		return Arrays.stream(ex.getStackTrace()).findFirst().map((place) -> type + " at " + place).orElse(type);
	}

	/**
	 * What all keys of a rule have in common, or all that no rule is for.
	 *
	 * @param ttlNanos the time to live, {@link #OWN} for that of the cache
	 * @param jitter its jitter
	 * @param staleNanos how long values may be served stale, zero if not at all
	 * @param refreshFraction when they are refreshed ahead, zero if they are not
	 */
	private record Share(long ttlNanos, double jitter, long staleNanos, double refreshFraction) {

		static Share of(CacheSettings settings) {
			Duration maxStale = settings.failSafeMaxStale();
			return new Share(OWN, settings.ttlJitter(), (maxStale != null) ? CacheRuntime.nanos(maxStale) : 0,
					Objects.requireNonNullElse(settings.refreshAhead(), 0.0));
		}

		Share with(KeyRule rule) {
			Duration ttl = rule.ttl();
			Duration maxStale = rule.maxStale();
			return new Share((ttl != null) ? CacheRuntime.nanos(ttl) : this.ttlNanos,
					Objects.requireNonNullElse(rule.ttlJitter(), this.jitter),
					(maxStale != null) ? CacheRuntime.nanos(maxStale) : this.staleNanos,
					Objects.requireNonNullElse(rule.refreshAhead(), this.refreshFraction));
		}

	}

	/**
	 * A rule with what it says of its keys.
	 *
	 * @param rule the rule
	 * @param share what its keys have in common
	 */
	private record RuleShare(KeyRule rule, Share share) {
	}

}
