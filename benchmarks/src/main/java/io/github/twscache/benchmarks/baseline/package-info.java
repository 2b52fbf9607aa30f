/**
 * The product against what it replaces, through the interface that both have:
 * {@link io.github.twscache.benchmarks.baseline.BaselineRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
