/**
 * The cache that this project replaces, for tests and benchmarks to compare with.
 */
@NullMarked
package io.github.twscache.baseline;

import org.jspecify.annotations.NullMarked;
