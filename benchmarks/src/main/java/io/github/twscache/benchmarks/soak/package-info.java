/**
 * Caches under mixed load for minutes, watched for what grows, drifts or stays behind:
 * {@link io.github.twscache.benchmarks.soak.SoakRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
