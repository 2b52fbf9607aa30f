/**
 * Compares ways to assign keys to shards:
 * {@link io.github.twscache.benchmarks.ring.RingRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.ring;

import org.jspecify.annotations.NullMarked;
