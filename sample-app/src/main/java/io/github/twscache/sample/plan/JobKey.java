package io.github.twscache.sample.plan;

/**
 * Name of a job: workstation, job stream and job. It serves as the cache key as it is,
 * and its text is what operators write, so that {@code /actuator/twscache/jobs/...} takes
 * the same name.
 *
 * @param workstation the workstation the job runs on
 * @param stream the job stream it belongs to
 * @param job the job's own name
 */
public record JobKey(String workstation, String stream, String job) {

	/**
	 * Returns the key of the job stream the job belongs to.
	 * @return the stream's key
	 */
	public StreamKey streamKey() {
		return new StreamKey(this.workstation, this.stream);
	}

	/**
	 * Returns the job's name the way operators write it.
	 * @return text such as {@code CPU01#PAYROLL.JOB7}
	 */
	@Override
	public String toString() {
		return this.workstation + "#" + this.stream + "." + this.job;
	}

}
