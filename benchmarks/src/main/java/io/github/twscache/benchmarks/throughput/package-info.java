/**
 * Operations a second and their latencies, by JMH:
 * {@link io.github.twscache.benchmarks.throughput.ThroughputRun} runs all of it in an
 * order that is fair to all caches, JMH's own main class any single benchmark.
 */
@NullMarked
package io.github.twscache.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
