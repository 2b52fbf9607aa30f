/**
 * Synthetic streams of requests, for those who have no traces:
 * {@link io.github.twscache.benchmarks.workload.Workloads} makes them. The same stream in
 * every run, on every JDK.
 */
@NullMarked
package io.github.twscache.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
