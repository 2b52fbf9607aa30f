package io.github.twscache.sample.plan;

import java.time.Instant;

/**
 * A line of the operators' log: a job that was restarted. It never changes.
 *
 * @param id number of the line
 * @param job the job, such as {@code CPU01#PAYROLL.JOB7}
 * @param from the status it was in
 * @param run the run that was started
 * @param at when it was restarted
 */
public record Restart(long id, String job, JobStatus from, int run, Instant at) {
}
