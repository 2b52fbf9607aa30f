/**
 * Tests that are broken on purpose, to show that jcstress can fail; run apart from all
 * others.
 */
@NullMarked
package io.github.twscache.control;

import org.jspecify.annotations.NullMarked;
