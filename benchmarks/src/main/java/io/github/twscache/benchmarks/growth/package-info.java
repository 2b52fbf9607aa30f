/**
 * How cost grows with the entries, the shards and what has expired:
 * {@link io.github.twscache.benchmarks.growth.GrowthRun},
 * {@link io.github.twscache.benchmarks.growth.CleanupRun},
 * {@link io.github.twscache.benchmarks.growth.ResizeRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
