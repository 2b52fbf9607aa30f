package io.github.twscache.benchmarks.soak;

/**
 * A cached value, which knows the key it was made for.
 *
 * @param key the key
 * @param weight what it weighs in a cache that weighs
 * @param number tells it from other values of the key
 */
record Value(int key, int weight, long number) {
}
