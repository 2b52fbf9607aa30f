package io.github.twscache.engine;

/**
 * For how long a value is kept and what for, as {@link LifetimeRules} tell it.
 *
 * @param ttlNanos the time to live, zero for never
 * @param jitter the fraction by which it is shortened at most, 0 to below 1
 * @param staleNanos how long the value may be served past its time to live, zero if not
 * at all
 * @param refreshFraction the fraction of the time to live after which it is refreshed,
 * zero if it is not
 */
public record Terms(long ttlNanos, double jitter, long staleNanos, double refreshFraction) {
}
