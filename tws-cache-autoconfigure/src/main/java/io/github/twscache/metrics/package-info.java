/**
 * Meters of caches: start at {@link io.github.twscache.metrics.CacheHierarchyMetrics}.
 * May depend on the root package and on Micrometer.
 */
@NullMarked
package io.github.twscache.metrics;

import org.jspecify.annotations.NullMarked;
