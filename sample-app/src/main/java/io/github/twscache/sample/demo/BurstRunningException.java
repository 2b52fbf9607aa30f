package io.github.twscache.sample.demo;

/**
 * Thrown where a burst is asked for while another one runs.
 */
class BurstRunningException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BurstRunningException() {
		super("A burst is running; wait until it is over");
	}

}
