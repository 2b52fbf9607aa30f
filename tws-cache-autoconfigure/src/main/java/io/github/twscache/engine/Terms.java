package io.github.twscache.engine;

/**
 * How long a value lives, and what becomes of it then.
 *
 * @param ttlNanos its time to live in nanoseconds, zero for ever
 * @param jitter the fraction by which the time to live is shortened at most, 0 to below 1
 * @param staleNanos how long past its time to live it is kept for failing loads, in
 * nanoseconds; zero for not at all
 * @param refreshFraction the fraction of its time to live after which a read has it
 * loaded anew, below 1; zero for never
 */
public record Terms(long ttlNanos, double jitter, long staleNanos, double refreshFraction) {
}
