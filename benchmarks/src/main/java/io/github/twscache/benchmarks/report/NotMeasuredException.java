package io.github.twscache.benchmarks.report;

/**
 * Says that a figure is missing, and which there are.
 */
final class NotMeasuredException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NotMeasuredException(String message) {
		super(message);
	}

}
