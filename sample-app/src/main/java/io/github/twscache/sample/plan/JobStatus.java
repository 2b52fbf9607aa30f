package io.github.twscache.sample.plan;

/**
 * Status of a job in the plan.
 */
public enum JobStatus {

	/** Waits for predecessors. */
	WAITING,

	/** May start as soon as its workstation has room. */
	READY,

	/** Runs. */
	EXEC,

	/** Ended well. */
	SUCC,

	/** Ended with an error. */
	ABEND,

	/** Kept back by an operator. */
	HOLD;

	/**
	 * Tells whether a job of this status has come to its end, well or not.
	 * @return whether it stays as it is until it is restarted or the plan begins anew
	 */
	public boolean isFinished() {
		return this == SUCC || this == ABEND;
	}

}
