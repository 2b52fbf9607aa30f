package io.github.twscache.sample.demo;

/**
 * How long the same kind of read takes with and without the cache.
 *
 * @param kind what was read
 * @param cached through the cached service, misses included
 * @param direct straight from the repository
 */
public record Comparison(ReadKind kind, Latency cached, Latency direct) {
}
