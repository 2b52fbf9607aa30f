/**
 * Cases drawn at random and compared with something simple enough to be right: start at
 * {@link io.github.twscache.generated.GeneratedCasesTests} for sequences of one thread
 * against a model, at {@link io.github.twscache.generated.ConcurrentHistoryTests} for
 * histories of several threads.
 */
@NullMarked
package io.github.twscache.generated;

import org.jspecify.annotations.NullMarked;
