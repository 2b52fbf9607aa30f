/**
 * The page with all figures: {@link io.github.twscache.benchmarks.report.Report} reads
 * what measurements wrote and renders tables and plots. Depends on the results, not on
 * the measurements themselves.
 */
@NullMarked
package io.github.twscache.benchmarks.report;

import org.jspecify.annotations.NullMarked;
