package io.github.twscache.sample.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A job stream with its jobs.
 *
 * @param workstation the workstation of the stream
 * @param stream the stream's own name
 * @param total number of jobs
 * @param byStatus number of jobs in each status
 * @param jobs the jobs, by name
 * @param asOf when it was read from the database
 */
public record StreamOverview(String workstation, String stream, int total, Map<JobStatus, Integer> byStatus,
		List<Job> jobs, Instant asOf) {
}
