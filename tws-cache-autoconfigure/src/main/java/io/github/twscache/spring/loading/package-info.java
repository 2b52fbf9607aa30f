/**
 * Ties Spring's look-up, invocation and put of a plain {@code @Cacheable} together, so
 * that the cache knows them as one load: start at
 * {@link io.github.twscache.spring.loading.LoadingCacheInterceptor}. May depend on
 * {@code spring}, the root package and Spring's cache abstraction.
 */
@NullMarked
package io.github.twscache.spring.loading;

import org.jspecify.annotations.NullMarked;
