/**
 * Moves the jobs of the plan from state to state and writes each change to the database;
 * start at {@link io.github.twscache.sample.scheduling.PlanScheduler}. Depends on the
 * plan only.
 */
@NullMarked
package io.github.twscache.sample.scheduling;

import org.jspecify.annotations.NullMarked;
