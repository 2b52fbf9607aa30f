package io.github.twscache.sample.plan;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says which status follows on which, and how long a job stays in it. The statuses of
 * running jobs change within seconds, those of finished jobs hardly ever; a finished job
 * comes back with the next round of the plan, so that the plan never ends.
 */
public final class JobStateMachine {

	private static final int PERCENT_HELD = 4;

	private static final int PERCENT_ABENDED = 7;

	private final RandomGenerator random;

	/**
	 * Creates a state machine.
	 * @param random source of its choices; seeded, it makes the same choices again
	 */
	public JobStateMachine(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Chooses what follows on a status.
	 * @param from the status that ends now
	 * @param estimatedSeconds how long the job usually runs
	 * @return what follows
	 */
	public Transition after(JobStatus from, int estimatedSeconds) {
		return switch (from) {
			case WAITING -> to(chance(PERCENT_HELD) ? JobStatus.HOLD : JobStatus.READY, estimatedSeconds, false);
			case READY -> to(JobStatus.EXEC, estimatedSeconds, false);
			case EXEC -> to(chance(PERCENT_ABENDED) ? JobStatus.ABEND : JobStatus.SUCC, estimatedSeconds, false);
			case HOLD -> to(JobStatus.READY, estimatedSeconds, false);
			case ABEND -> to(JobStatus.READY, estimatedSeconds, true);
			case SUCC -> to(JobStatus.WAITING, estimatedSeconds, true);
		};
	}

	/**
	 * Chooses how long a job stays in a status.
	 * @param status the status
	 * @param estimatedSeconds how long the job usually runs
	 * @return between half and one and a half of what is usual for the status
	 */
	public Duration stay(JobStatus status, int estimatedSeconds) {
		long usualSeconds = switch (status) {
			case WAITING -> 60;
			case READY -> 5;
			case EXEC -> estimatedSeconds;
			case SUCC -> 600;
			case ABEND -> 90;
			case HOLD -> 120;
		};
		long usualMillis = usualSeconds * 1000;
		return Duration.ofMillis(usualMillis / 2 + this.random.nextLong(usualMillis + 1));
	}

	private Transition to(JobStatus status, int estimatedSeconds, boolean newRun) {
		return new Transition(status, newRun, stay(status, estimatedSeconds));
	}

	private boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	/**
	 * A step from one status to the next.
	 *
	 * @param to the next status
	 * @param newRun whether a new run of the job begins with it
	 * @param stay how long the job stays in it
	 */
	public record Transition(JobStatus to, boolean newRun, Duration stay) {
	}

}
