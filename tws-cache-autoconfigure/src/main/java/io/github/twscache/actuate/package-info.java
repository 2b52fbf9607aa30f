/**
 * The Actuator endpoint {@code twscache}: start at
 * {@link io.github.twscache.actuate.TwsCacheEndpoint}. May depend on the root package, on
 * Spring and on Actuator.
 */
@NullMarked
package io.github.twscache.actuate;

import org.jspecify.annotations.NullMarked;
