package io.github.twscache.benchmarks.throughput;

import java.time.Duration;

/**
 * How long something is measured.
 *
 * @param forks in how many processes, each of which gives a sample
 * @param warmups the number of iterations in a process that do not count
 * @param iterations the number of those that count
 * @param iteration how long one takes
 */
public record Timing(int forks, int warmups, int iterations, Duration iteration) {

	/** Only to see that it works. */
	public static final Timing SMOKE = new Timing(1, 0, 1, Duration.ofMillis(50));

	/**
	 * Changes the number of processes.
	 * @param number the number
	 * @return another timing
	 */
	public Timing withForks(int number) {
		return new Timing(number, this.warmups, this.iterations, this.iteration);
	}

}
