package io.github.twscache.generated;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends a load that is pending, or has its caller cancel its answer.
 *
 * @param how how it ends
 * @param which the number of the load, among those that are pending
 * @param value the value it makes, if it does
 */
record EndLoadStep(How how, int which, Value value) implements Step {

	/**
	 * The ends of a load.
	 */
	enum How {

		VALUE, NULL, FAILURE, CANCEL, CANCEL_ANSWER

	}

	@Override
	public void perform(Trial trial) {
		if (trial.open.isEmpty()) {
			return;
		}
		int index = this.which % trial.open.size();
		if (this.how == How.CANCEL_ANSWER) {
			cancelAnswer(trial.open.get(index));
			return;
		}
		OpenLoad load = trial.open.remove(index);
		switch (this.how) {
			case VALUE -> {
				load.source.complete(this.value);
				trial.end(load.ticket, Outcome.of(this.value), load.answer);
			}
			case NULL -> {
				load.source.complete(null);
				trial.end(load.ticket,
						trial.settings.nulls() ? Outcome.of(null) : Outcome.failure(IllegalArgumentException.class),
						load.answer);
			}
			case FAILURE -> {
				Exception failure = new IOException("a load that fails on purpose");
				load.source.completeExceptionally(failure);
				trial.end(load.ticket, Outcome.failure(failure), load.answer);
			}
			default -> cancel(trial, load);
		}
	}

	/** Cancels an answer, which is its caller's own: the load goes on. */
	private static void cancelAnswer(OpenLoad load) {
		if (load.answer != null) {
			assertThat(load.answer.cancel(true)).as("an answer can be cancelled").isTrue();
			load.answer = null;
		}
	}

	/** Cancels the load: those who joined it begin again, and one of them loads. */
	private static void cancel(Trial trial, OpenLoad load) {
		Ticket ticket = load.ticket;
		trial.model.cancel(ticket);
		trial.giveUp(ticket, () -> load.source.cancel(true));
		if (load.answer != null) {
			Outcome.failure(CancellationException.class).check(load.answer);
		}
	}

	@Override
	public String toString() {
		return "load #" + this.which + " ends: "
				+ ((this.how == How.VALUE) ? this.value.toString() : this.how.name().toLowerCase(Locale.ROOT));
	}

}
