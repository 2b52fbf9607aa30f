package io.github.twscache.sample.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How many jobs of the plan are in which status.
 *
 * @param total number of jobs
 * @param byStatus number of jobs in each status
 * @param workstations the same for each workstation, by name
 * @param asOf when it was read from the database
 */
public record PlanSummary(int total, Map<JobStatus, Integer> byStatus, List<Workstation> workstations, Instant asOf) {

	/**
	 * One workstation's part of the summary.
	 *
	 * @param workstation the workstation
	 * @param total number of jobs
	 * @param byStatus number of jobs in each status
	 */
	public record Workstation(String workstation, int total, Map<JobStatus, Integer> byStatus) {
	}

}
