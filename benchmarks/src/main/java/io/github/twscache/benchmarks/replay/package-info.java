/**
 * Replays streams of requests against the caches and compares their hit ratios:
 * {@link io.github.twscache.benchmarks.replay.HitRatioRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
