package io.github.twscache.sample.plan;

/**
 * Name of a job stream.
 *
 * @param workstation the workstation of the stream
 * @param stream the stream's own name
 */
public record StreamKey(String workstation, String stream) {

	/**
	 * Returns the stream's name the way operators write it.
	 * @return text such as {@code CPU01#PAYROLL}
	 */
	@Override
	public String toString() {
		return this.workstation + "#" + this.stream;
	}

}
