package io.github.twscache.generated;

import java.time.Duration;

/**
 * Lets time pass.
 *
 * @param by how much
 */
record TimeStep(Duration by) implements Step {

	@Override
	public void perform(Trial trial) {
		trial.advance(this.by.toNanos());
	}

	@Override
	public String toString() {
		return "wait " + this.by;
	}

}
