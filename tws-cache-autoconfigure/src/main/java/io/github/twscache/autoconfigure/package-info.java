/**
 * Properties and auto-configuration for Spring Boot: start at
 * {@link io.github.twscache.autoconfigure.TwsCacheAutoConfiguration}. May depend on every
 * other package but the engine.
 */
@NullMarked
package io.github.twscache.autoconfigure;

import org.jspecify.annotations.NullMarked;
