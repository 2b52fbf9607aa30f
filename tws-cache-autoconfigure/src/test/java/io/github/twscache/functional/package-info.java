/**
 * Tests by behaviour, the same on a single cache and on one of a hierarchy: start at
 * {@link io.github.twscache.functional.Caches}.
 */
@NullMarked
package io.github.twscache.functional;

import org.jspecify.annotations.NullMarked;
