package io.github.twscache.sample.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a listing of jobs is narrowed down to; a part that is {@code null} matches all.
 *
 * @param workstation the workstation
 * @param stream the job stream
 * @param status the status
 * @param text part of the job's name, in any case
 */
public record JobFilter(@Nullable String workstation, @Nullable String stream, @Nullable JobStatus status,
		@Nullable String text) {

	/**
	 * Matches every job.
	 */
	public static final JobFilter ALL = new JobFilter(null, null, null, null);

	public JobFilter {
		workstation = blankToNull(workstation);
		stream = blankToNull(stream);
		text = blankToNull(text);
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

}
