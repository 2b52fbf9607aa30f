/**
 * The figures that measurements write and the report reads:
 * {@link io.github.twscache.benchmarks.results.Measurement}.
 */
@NullMarked
package io.github.twscache.benchmarks.results;

import org.jspecify.annotations.NullMarked;
