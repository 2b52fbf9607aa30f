/**
 * What users of the cache type: start at {@link io.github.twscache.CacheHierarchy} for
 * named caches of two levels, at {@link io.github.twscache.TwsOptimizedAsyncCache} for a
 * single one. May depend on the engine and on the JDK alone.
 */
@NullMarked
package io.github.twscache;

import org.jspecify.annotations.NullMarked;
