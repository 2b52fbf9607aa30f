package io.github.twscache.sample.plan;

import java.time.Instant;

/**
 * A job as the database had it at one moment.
 *
 * @param workstation the workstation it runs on
 * @param stream the job stream it belongs to
 * @param job its own name
 * @param status its status
 * @param run number of its run, beginning with 1; a restart and a new round of the plan
 * add one
 * @param priority 1 (least) to 100
 * @param estimatedSeconds how long it usually runs
 * @param since when it came into its status
 * @param asOf when it was read from the database
 */
public record Job(String workstation, String stream, String job, JobStatus status, int run, int priority,
		int estimatedSeconds, Instant since, Instant asOf) {

	/**
	 * Returns the key of this job.
	 * @return the key
	 */
	public JobKey key() {
		return new JobKey(this.workstation, this.stream, this.job);
	}

}
