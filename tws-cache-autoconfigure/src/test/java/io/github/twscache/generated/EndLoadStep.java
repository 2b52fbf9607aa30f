package io.github.twscache.generated;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import org.awaitility.Awaitility;

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
	public void perform(Trial trial) throws Exception {
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
				end(trial, load, Outcome.of(this.value));
			}
			case NULL -> {
				load.source.complete(null);
				end(trial, load,
						trial.settings.nulls() ? Outcome.of(null) : Outcome.failure(IllegalArgumentException.class));
			}
			case FAILURE -> {
				Exception failure = new IOException("a load that fails on purpose");
				load.source.completeExceptionally(failure);
				end(trial, load, Outcome.failure(failure));
			}
			default -> cancel(trial, load);
		}
	}

	private static void end(Trial trial, OpenLoad load, Outcome made) throws InterruptedException {
		awaitEnd(trial, load, 1, made.isValue() ? 0 : 1);
		awaitTold(load.ticket);
		trial.end(load.ticket, made, load.answer);
	}

	/**
	 * Waits for the end of a refresh, which may be in a thread of the cache.
	 * @param ended the loads that end, as far as the model does not know it
	 * @param failures those of them that fail
	 */
	private static void awaitEnd(Trial trial, OpenLoad load, int ended, int failures) throws InterruptedException {
		if (load.ticket.refreshed != null) {
			ReferenceModel model = trial.model;
			trial.subject.log.awaitLoads(model.loads + model.loadFailures + ended, model.loadFailures + failures);
		}
	}

	/** Those who joined a refresh are told by another thread than the one that loaded. */
	private static void awaitTold(Ticket ticket) {
		if (ticket.refreshed != null) {
			Awaitility.await().until(() -> ticket.joiners.stream().allMatch((joiner) -> joiner.answer.isDone()));
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
	private static void cancel(Trial trial, OpenLoad load) throws Exception {
		if (load.blocks) {
			// Its loader throws that as it would anything else.
			load.source.cancel(true);
			end(trial, load, Outcome.failure(CancellationException.class));
			return;
		}
		Ticket ticket = load.ticket;
		if (ticket.refreshed != null && ticket.outdated) {
			// Nobody could tell when those who joined it have joined the load of another.
			Exception failure = new IOException("a refresh that fails on purpose");
			load.source.completeExceptionally(failure);
			end(trial, load, Outcome.failure(failure));
			return;
		}
		trial.model.cancel(ticket);
		trial.giveUp(ticket, () -> {
			load.source.cancel(true);
			awaitEnd(trial, load, 0, 0);
			awaitTold(ticket);
		});
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
