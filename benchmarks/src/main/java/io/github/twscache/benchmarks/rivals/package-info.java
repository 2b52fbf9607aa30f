/**
 * The caches that are compared, behind one interface:
 * {@link io.github.twscache.benchmarks.rivals.Rival} makes them.
 */
@NullMarked
package io.github.twscache.benchmarks.rivals;

import org.jspecify.annotations.NullMarked;
