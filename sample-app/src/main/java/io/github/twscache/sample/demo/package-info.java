/**
 * Readers that put the cache to work and measure it; start at
 * {@link io.github.twscache.sample.demo.DemoController}. Depends on the plan and on what
 * moves it.
 */
@NullMarked
package io.github.twscache.sample.demo;

import org.jspecify.annotations.NullMarked;
