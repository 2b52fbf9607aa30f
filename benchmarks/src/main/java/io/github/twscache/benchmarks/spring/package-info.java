/**
 * What a hit costs through Spring, by JMH:
 * {@link io.github.twscache.benchmarks.spring.SpringRun} compares the managers.
 */
@NullMarked
package io.github.twscache.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
