package io.github.twscache.sample.plan;

/**
 * A line of the plan's CSV file.
 *
 * @param key the job
 * @param priority 1 (least) to 100
 * @param estimatedSeconds how long it usually runs
 * @param status the status it begins with
 */
public record PlanEntry(JobKey key, int priority, int estimatedSeconds, JobStatus status) {
}
