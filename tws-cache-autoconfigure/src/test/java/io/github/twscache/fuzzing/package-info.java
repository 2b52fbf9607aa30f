/**
 * Random input for everything that parses: start at
 * {@link io.github.twscache.fuzzing.FuzzTarget}, which is all that a further parser
 * needs.
 */
@NullMarked
package io.github.twscache.fuzzing;

import org.jspecify.annotations.NullMarked;
