/**
 * What an entry costs, beside its key and value:
 * {@link io.github.twscache.benchmarks.memory.MemoryRun}.
 */
@NullMarked
package io.github.twscache.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
