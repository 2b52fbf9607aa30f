/**
 * What measurements outside JMH share: threads that do the same thing for a time
 * ({@link io.github.twscache.benchmarks.timing.Crowd}), latencies, a clock to be set.
 * Knows no cache.
 */
@NullMarked
package io.github.twscache.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
