/**
 * The caches as Spring sees them: start at
 * {@link io.github.twscache.spring.TwsCacheManager}. May depend on the root package and
 * on Spring's cache abstraction.
 */
@NullMarked
package io.github.twscache.spring;

import org.jspecify.annotations.NullMarked;
